/** The ids of the parts of the table, for `aria-activedescendant`. */
import type { Session } from "syllable-sdk/models/components";
import { idOf } from "../../app/session-queries.ts";

export const rowElementId = (session: Session): string => `session-${idOf(session)}`;

export const headElementId = (columnId: string): string => `column-${columnId}`;
