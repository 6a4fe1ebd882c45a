import { CHANNELS, LABELS } from "../../../filters/kinds.ts";
import type { ListSearch } from "../../../filters/search.ts";
import { countBy, narrow, type Scope, type Source, sessionsIn } from "./scope.ts";

/** The names of channel types. */
export const CHANNEL_NAMES: ReadonlyMap<string, string> = new Map(
  CHANNELS.map(({ value, name }) => [value, name]),
);

/** A part of the sessions. */
export interface Share {
  /** The value of the filter. */
  readonly value: string;
  readonly name: string;
  readonly sessions: number;
  readonly link?: ListSearch | undefined;
}

/** The sessions by the label that counts. */
export async function loadLabels(source: Source, scope: Scope): Promise<readonly Share[]> {
  const counted = await countBy(source, scope, "label");
  return LABELS.map(({ value, name }) => ({
    value,
    name,
    sessions: sessionsIn(counted, value),
    link: narrow(scope.search, "label", value),
  })).filter(({ sessions }) => sessions > 0);
}

/** The sessions by direction. */
export async function loadDirections(source: Source, scope: Scope): Promise<readonly Share[]> {
  const counted = await countBy(source, scope, "is_outbound");
  const share = (value: string, name: string): Share => ({
    value,
    name,
    sessions: sessionsIn(counted, value),
    link: narrow(scope.search, "is_outbound", value),
  });
  const unknown = { value: "unknown", name: "Unknown", sessions: sessionsIn(counted, null) };
  return [share("false", "Inbound"), share("true", "Outbound"), unknown].filter(
    ({ sessions }) => sessions > 0,
  );
}
