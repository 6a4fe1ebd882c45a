import type { SessionProperties } from "#contract/session.js";
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

/** Rows of `sessions` as `key`, what they are sorted by, and `session_id`. */
export function keyed(from: Fragment, property: SessionProperties): Fragment {
  const table = tableOf(property);
  const column = raw(columnOf(property));
  if (!table) return sql`SELECT ${column} AS key, session_id FROM ${from}`;
  const key = raw(table === "session_values" ? "key" : property);
  return sql`
    SELECT told.${key} AS key, m.session_id
    FROM (SELECT org_id, ${column} AS told_id, session_id FROM ${from}) AS m
    CROSS JOIN ${raw(table)} told WHERE told.org_id = m.org_id AND told.id = m.told_id`;
}
