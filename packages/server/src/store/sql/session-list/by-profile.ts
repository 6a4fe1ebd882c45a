import { raw, sql } from "../fragment.js";
import type { ProfileProperty } from "../session-profile.js";
import { EVER } from "../session-spans.js";
import { sessionsIn } from "./conditions.js";
import { countByProfile } from "./counting.js";
import { driversOf } from "./driver.js";
import { pageInIndexOrder } from "./in-index-order.js";
import { concat, type Items, orderOf, type SortKey, type Window } from "./page.js";
import type { Reading } from "./reading.js";
import { ALL_TIME, among, type IdSet, isCounted, type Scope } from "./scope.js";

/** Profiles that have one value of a property. */
interface Group {
  readonly ids: number[];
  sessions: number;
}

/** A page sorted by a property of profiles: group by group, each by id. */
export async function pageByProfile(
  reading: Reading,
  scope: Scope,
  key: SortKey & { column: ProfileProperty },
  window: Window,
): Promise<Items> {
  const parts: Items[] = [];
  let { offset, limit } = window;
  for (const { ids, sessions } of await groupsOf(reading, scope, key)) {
    if (limit === 0) break;
    if (offset >= sessions) {
      offset -= sessions;
      continue;
    }
    const profiles = profilesOf(ids, sessions);
    const part = { offset, limit: Math.min(limit, sessions - offset) };
    parts.push(
      await pageInIndexOrder(reading, { ...scope, profiles }, sessions, "session_id", true, part),
    );
    limit -= part.limit;
    offset = 0;
  }
  return concat(parts);
}

/** The groups of a scope's profiles, in order. */
async function groupsOf(reading: Reading, scope: Scope, key: SortKey): Promise<Group[]> {
  const { db, organisation, budget } = reading;
  const { text, parameters } = sql`
    SELECT p.id, p.${raw(key.column)}, c.sessions FROM session_profiles p
    CROSS JOIN session_counts c
    WHERE c.org_id = p.org_id AND c.profile_id = p.id AND c.span = ${EVER.id} AND c.bucket = 0
      AND p.org_id = ${organisation} AND ${among("is_test", scope.flags)} AND c.sessions > 0
    ORDER BY ${orderOf([key], "p.")}`;
  const every = await db.rows<[number, string | number | null, number]>(text, parameters);
  budget.spend(every.length);
  const wanted = scope.profiles && new Set(scope.profiles.ids);
  const rows = wanted ? every.filter(([id]) => wanted.has(id)) : every;
  const counts = await countsOf(
    reading,
    scope,
    rows.map(([id]) => id),
  );
  const groups = new Map<string | number | null, Group>();
  for (const [id, value, ever] of rows) {
    const sessions = counts ? (counts.get(id) ?? 0) : ever;
    if (sessions === 0) continue;
    const group = groups.get(value) ?? { ids: [], sessions: 0 };
    group.ids.push(id);
    group.sessions += sessions;
    groups.set(value, group);
  }
  return [...groups.values()];
}

/** How many sessions of a scope each profile has, where that is not all that it ever has. */
async function countsOf(
  reading: Reading,
  scope: Scope,
  ids: readonly number[],
): Promise<Map<number, number> | undefined> {
  if (!isCounted(scope)) return countEach(reading, scope);
  if (scope.time === ALL_TIME) return undefined;
  return countByProfile(reading, { ...scope, profiles: profilesOf(ids) });
}

const profilesOf = (ids: readonly number[], sessions = 0): IdSet => ({
  column: "profile_id",
  ids,
  sessions,
});

/** How many sessions of a scope each profile has that has any. */
async function countEach(reading: Reading, scope: Scope): Promise<Map<number, number>> {
  const { db, organisation, budget } = reading;
  const [driver] = await driversOf(reading, scope);
  budget.spend(driver!.cost);
  const { text, parameters } = sql`
    SELECT profile_id, count(*)
    FROM ${sessionsIn(db.dialect, organisation, scope, driver!.index)} GROUP BY profile_id`;
  return new Map(await db.rows<[number, number]>(text, parameters));
}
