import { orderBy } from "../clauses.js";
import type { ValueProperty } from "../database.js";
import { raw, selectRows, sql } from "../fragment.js";
import type { PageRange } from "../page-range.js";
import type { ProfileProperty } from "../session-profile.js";
import type { AccessPath } from "./access-paths.js";
import type { Plan } from "./candidates.js";
import { FIRST_VALUES, MORE_VALUES, PAGES_PER_SEGMENT } from "./costs.js";
import { countByProfile, countRowsByProfile, type Statistics } from "./counts.js";
import { profilesWithSessions, sessionsOfValue } from "./resolve-filters.js";
import type { ListContext } from "./rows.js";
import {
  hasTimeRange,
  type IdFilter,
  isCounted,
  type ListRequest,
  type Selection,
  type Sort,
} from "./selection.js";

/** A page of sessions that come after each other in the list: those of some profiles or values. */
export interface Segment {
  readonly request: ListRequest;
  readonly statistics: Statistics;
}

/** Profiles or values that come after each other in the list. */
interface Group {
  readonly ids: number[];
  /** How many sessions of the list they have. */
  sessions: number;
  /** How many sessions they have. */
  rows: number;
}

const newGroup = (): Group => ({ ids: [], sessions: 0, rows: 0 });

const addTo = (group: Group, id: number, sessions: number, rows: number): void => {
  group.ids.push(id);
  group.sessions += sessions;
  group.rows += rows;
};

/** The segments that a page reads, in their order. */
export async function* segmentsOf(
  context: ListContext,
  { request, path }: Extract<Plan, { kind: "segments" }>,
  statistics: Statistics,
): AsyncGenerator<Segment> {
  const { sort, page } = request;
  let { offset, limit } = page;
  const groups =
    sort.by.table === "session_values"
      ? groupsOfValues(context, request, sort.by.column)
      : groupsOfProfiles(context, request, path, sort.by.column as ProfileProperty);
  for await (const group of groups) {
    if (offset >= group.sessions) {
      offset -= group.sessions;
      continue;
    }
    const part = { offset, limit: Math.min(limit, group.sessions - offset) };
    yield segmentOf(group, request, statistics, part);
    limit -= part.limit;
    offset = 0;
    if (limit === 0) return;
  }
}

function segmentOf(
  { ids, sessions, rows }: Group,
  { selection, sort }: ListRequest,
  statistics: Statistics,
  page: PageRange,
): Segment {
  const byId: Sort = { by: { table: "sessions", column: "session_id" }, descending: true };
  const total = { ...statistics, total: sessions };
  if (sort.by.table === "session_values") {
    const filter: IdFilter = { column: `${sort.by.column}_id`, ids, sessions, rows };
    return {
      request: {
        selection: { ...selection, values: [filter] },
        sort: ids.length === 1 ? byId : sort,
        page,
      },
      statistics: total,
    };
  }
  // All of a group's profiles have the same value.
  const profiles: IdFilter = { column: "profile_id", ids, sessions, rows };
  return {
    request: { selection: { ...selection, profiles }, sort: byId, page },
    statistics: { ...total, withProfiles: rows },
  };
}

/** The profiles of a selection in the order of a property; those with the same value together. */
async function* groupsOfProfiles(
  context: ListContext,
  { selection, sort }: ListRequest,
  path: AccessPath,
  property: ProfileProperty,
): AsyncGenerator<Group> {
  const { db, organisation, budget } = context;
  const order = orderBy([{ column: property, descending: sort.descending }], "p.");
  const found = await selectRows<[number, string | number | null, number]>(
    db,
    sql`
      SELECT p.id, p.${raw(property)}, c.sessions
      ${profilesWithSessions(organisation, selection.isTest)} ${order}`,
  );
  budget.spend(found.length);
  const selected = selection.profiles && new Set(selection.profiles.ids);
  const profiles = selected ? found.filter(([id]) => selected.has(id)) : found;
  const ids = profiles.map(([id]) => id);
  const counts = await profileCounts(context, selection, ids, path);
  const groups = new Map<string | number | null, Group>();
  for (const [id, value, all] of profiles) {
    const sessions = counts ? (counts.get(id) ?? 0) : all;
    if (sessions === 0) continue;
    const group = groups.get(value) ?? newGroup();
    addTo(group, id, sessions, isCounted(selection) ? sessions : all);
    groups.set(value, group);
  }
  yield* groups.values();
}

/** How many sessions of a selection each profile has; undefined if it has all of the profile's. */
async function profileCounts(
  context: ListContext,
  selection: Selection,
  ids: readonly number[],
  path: AccessPath,
): Promise<Map<number, number> | undefined> {
  if (!isCounted(selection)) return countRowsByProfile(context, selection, path.index);
  if (!hasTimeRange(selection)) return undefined;
  const profiles = { column: "profile_id", ids, sessions: 0, rows: 0 } as const;
  return countByProfile(context, { ...selection, profiles });
}

/** All values of a property, in their order; those with few sessions together. */
async function* groupsOfValues(
  { db, organisation, budget }: ListContext,
  { selection, sort: { descending }, page }: ListRequest,
  property: ValueProperty,
): AsyncGenerator<Group> {
  const maxSessions = PAGES_PER_SEGMENT * page.limit;
  const order = orderBy([{ column: "key", descending }], "v.");
  let after: string | undefined;
  for (let chunk = FIRST_VALUES; ; chunk = MORE_VALUES) {
    budget.spend(chunk);
    const isAfter =
      after === undefined ? raw("TRUE") : sql`v.key ${raw(descending ? "<" : ">")} ${after}`;
    const values = await selectRows<[number, string, number, number]>(
      db,
      sql`
        SELECT v.id, v.key, ${sessionsOfValue(selection.isTest)}, c.sessions + c.tests
        FROM session_values v CROSS JOIN session_value_counts c
        WHERE c.org_id = v.org_id AND c.value_id = v.id
          AND v.org_id = ${organisation} AND v.property = ${property} AND ${isAfter}
        ${order} LIMIT ${chunk}`,
    );
    let group = newGroup();
    for (const [id, , sessions, rows] of values) {
      if (group.ids.length > 0 && group.sessions + sessions > maxSessions) {
        yield group;
        group = newGroup();
      }
      if (sessions > 0) addTo(group, id, sessions, rows);
    }
    if (group.ids.length > 0) yield group;
    if (values.length < chunk) return;
    after = values.at(-1)![1];
  }
}
