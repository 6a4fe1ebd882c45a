import type { SessionSearchProperties } from "syllable-contract";
import { PROFILE_PROPERTIES, type ProfileProperty } from "../session-profile.js";

/** The indexes of `sessions`, with their columns after `org_id`. Only these are read without the row. */
const INDEXES = {
  sessions_by_id: ["session_id"],
  sessions_by_time: ["is_test", "timestamp", "session_id", "profile_id", "duration"],
  sessions_by_profile: [
    "profile_id",
    "timestamp",
    "session_id",
    "source_id",
    "target_id",
    "duration",
  ],
  sessions_by_profile_and_id: ["profile_id", "session_id"],
  sessions_by_source: ["source_id", "timestamp", "session_id", "is_test", "profile_id"],
  sessions_by_target: ["target_id", "timestamp", "session_id", "is_test", "profile_id"],
  sessions_by_source_and_id: ["source_id", "session_id", "is_test"],
  sessions_by_target_and_id: ["target_id", "session_id", "is_test"],
  sessions_by_conversation: ["conversation_id", "session_id", "is_test", "profile_id", "timestamp"],
  sessions_by_sid: ["channel_manager_sid", "session_id", "is_test", "profile_id", "timestamp"],
  sessions_by_duration: ["duration", "session_id", "is_test", "profile_id", "timestamp"],
} as const satisfies Record<string, readonly string[]>;

export type SessionIndex = keyof typeof INDEXES;

export const covers = (index: SessionIndex, columns: readonly string[]): boolean => {
  const covered: readonly string[] = INDEXES[index];
  return columns.every((column) => covered.includes(column));
};

/** Whether an index has the sessions of each `is_test` apart, so that a statement must name them. */
export const isSplitByTest = (index: SessionIndex): boolean => INDEXES[index][0] === "is_test";

/** Holds the id of a profile or of a value. */
export type IdColumn = "profile_id" | "source_id" | "target_id";
/** Holds a value of the session itself. */
export type PlainColumn = "session_id" | "conversation_id" | "channel_manager_sid" | "duration";

const indexes = Object.entries(INDEXES) as [SessionIndex, readonly string[]][];

/** The first index that begins with these columns. */
export const indexOn = (...columns: readonly string[]): SessionIndex =>
  indexes.find(([, indexed]) => columns.every((column, place) => indexed[place] === column))![0];

export const INDEX_BY_TIME = indexOn("is_test", "timestamp");

/** Where the values of a property are stored: in `sessions`, or in a dictionary that it refers to. */
export type SortColumn =
  | { readonly table: "sessions"; readonly column: PlainColumn | "timestamp" }
  | { readonly table: "session_profiles"; readonly column: ProfileProperty }
  | { readonly table: "session_values"; readonly column: "source" | "target" };

export function sortColumn(property: SessionSearchProperties): SortColumn {
  if (property === "source" || property === "target") {
    return { table: "session_values", column: property };
  }
  return isProfileProperty(property)
    ? { table: "session_profiles", column: property }
    : { table: "sessions", column: property };
}

const isProfileProperty = (property: SessionSearchProperties): property is ProfileProperty =>
  (PROFILE_PROPERTIES as readonly SessionSearchProperties[]).includes(property);

/** The column of `sessions` that a sort reads. */
export const columnInSessions = ({ table, column }: SortColumn): string => {
  if (table === "sessions") return column;
  return table === "session_values" ? `${column}_id` : "profile_id";
};
