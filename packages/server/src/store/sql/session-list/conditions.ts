import type { Dialect } from "../database.js";
import { type Fragment, join, raw, sql } from "../fragment.js";
import type { Stretch } from "../session-spans.js";
import { ALL_TIME, among, type Scope } from "./scope.js";

/** The indexes of `sessions`, and the columns that each tells without the row. */
const INDEXES = {
  sessions_by_id: ["session_id"],
  sessions_by_time: ["is_test", "timestamp", "session_id", "profile_id"],
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
} as const;

export type SessionIndex = keyof typeof INDEXES;

/** A row that is read whole costs about as much as so many rows of an index. */
const WHOLE_ROW = 8;

/** What a row costs that is found by an index and asked for a scope's conditions and these columns. */
export function costOfRow(index: SessionIndex, scope: Scope, columns: readonly string[]): number {
  const { flags, time, profiles, values, own } = scope;
  const told: readonly string[] = INDEXES[index];
  const asked = [
    ...columns,
    ...(profiles ? ["profile_id"] : flags.length === 1 ? ["is_test"] : []),
    ...[...values, ...own].map(({ column }) => column),
    ...(time === ALL_TIME ? [] : ["timestamp"]),
  ];
  return asked.every((column) => told.includes(column)) ? 1 : WHOLE_ROW;
}

/** Whether a column is one of these ids. */
export const oneOf = (dialect: Dialect, column: string, ids: readonly number[]): Fragment =>
  ids.length === 1
    ? sql`${raw(column)} = ${ids[0]!}`
    : { text: dialect.inList(column), parameters: [ids] };

const inTime = ({ from, until }: Stretch): Fragment[] => [
  ...(Number.isFinite(from) ? [sql`timestamp >= ${from}`] : []),
  ...(Number.isFinite(until) ? [sql`timestamp < ${until}`] : []),
];

/** The rows of `sessions` in a scope, by way of an index: what follows `FROM`. */
export function sessionsIn(
  dialect: Dialect,
  organisation: number,
  scope: Scope,
  index: SessionIndex,
  also?: Fragment,
): Fragment {
  const { flags, time, profiles, values, own } = scope;
  const sets = [...(profiles ? [profiles] : []), ...values];
  // Profiles are of one flag each; the index by time begins with it all the same.
  const tellsFlags = index === "sessions_by_time" || (!profiles && flags.length === 1);
  const conditions = join(
    [
      sql`org_id = ${organisation}`,
      ...(tellsFlags ? [among("is_test", flags)] : []),
      ...sets.map(({ column, ids }) => oneOf(dialect, column, ids)),
      ...own.map(({ column, value }) => sql`${raw(column)} = ${value}`),
      ...inTime(time),
      ...(also ? [also] : []),
    ],
    " AND ",
  );
  return sql`sessions ${raw(dialect.using(index))} WHERE ${conditions}`;
}
