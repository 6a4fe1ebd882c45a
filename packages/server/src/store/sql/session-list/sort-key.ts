import type { SessionProperties } from "syllable-contract";
import type { Dialect } from "../database.js";
import { type Fragment, raw, sql } from "../fragment.js";
import { PROFILE_PROPERTIES } from "../session-profile.js";

/** Where the values of a property are, if sessions have but their ids. */
function tableOf(property: SessionProperties): "session_profiles" | "session_values" | undefined {
  if (property === "source" || property === "target") return "session_values";
  const ofProfiles: readonly string[] = PROFILE_PROPERTIES;
  return ofProfiles.includes(property) ? "session_profiles" : undefined;
}

/** The column of `sessions` that tells a property. */
export function columnOf(property: SessionProperties): string {
  const table = tableOf(property);
  if (!table) return property;
  return table === "session_values" ? `${property}_id` : "profile_id";
}

/** Rows of `sessions` with the `key` that a property is sorted by, as `keysOf` tells others. */
export function keyed(dialect: Dialect, from: Fragment, property: SessionProperties): Fragment {
  const table = tableOf(property);
  const rows = sql`
    SELECT org_id, ${raw(columnOf(property))} AS key, session_id, ${raw(dialect.rowKey)} AS row_key
    FROM ${from}`;
  if (!table) return rows;
  const key = raw(table === "session_values" ? "key" : property);
  return sql`
    SELECT m.org_id, told.${key} AS key, m.session_id, m.row_key
    FROM (${rows}) AS m CROSS JOIN ${raw(table)} told
    WHERE told.org_id = m.org_id AND told.id = m.key`;
}
