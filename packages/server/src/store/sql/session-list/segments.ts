import { type OrderedProfile, profilesInOrder, valuesInOrder } from "../dictionary-search.js";
import type { Plan } from "./candidates.js";
import { FIRST_VALUES, MORE_VALUES, PAGES_PER_SEGMENT } from "./costs.js";
import { countByProfile, countRowsByProfile, type Statistics } from "./counts.js";
import type { ListContext } from "./rows.js";
import type { SortColumn } from "./schema.js";
import {
  hasTimeRange,
  isCounted,
  type ListRequest,
  type Selection,
  type Sort,
  withoutNeedlessFilter,
} from "./selection.js";

type SegmentsPlan = Extract<Plan, { kind: "segments" }>;
type By<T extends SortColumn["table"]> = Extract<SortColumn, { table: T }>["column"];

/** A page of some profiles or values, whose sessions come after each other in the list. */
export interface Segment {
  readonly request: ListRequest;
  readonly statistics: Statistics;
}

/** Profiles or values that come after each other, with how many sessions of the list and of all. */
interface Group {
  readonly ids: number[];
  sessions: number;
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
  plan: SegmentsPlan,
  statistics: Statistics,
): AsyncGenerator<Segment> {
  const { by } = plan.request.sort;
  let { offset, limit } = plan.request.page;
  const groups =
    by.table === "session_values"
      ? groupsOfValues(context, plan, by.column)
      : groupsOfProfiles(context, plan);
  for await (const group of groups) {
    if (offset >= group.sessions) {
      offset -= group.sessions;
      continue;
    }
    const page = { offset, limit: Math.min(limit, group.sessions - offset) };
    yield segmentOf(group, { ...plan.request, page }, statistics);
    limit -= page.limit;
    offset = 0;
    if (limit === 0) return;
  }
}

function segmentOf(group: Group, request: ListRequest, statistics: Statistics): Segment {
  const { selection, sort } = request;
  const { by } = sort;
  const isByValue = by.table === "session_values";
  const ofGroup: Selection = isByValue
    ? { ...selection, values: [{ column: `${by.column}_id`, ...group }] }
    : { ...selection, profiles: { column: "profile_id", ...group } };
  // With the same value, sessions come by id.
  const isSorted = isByValue && group.ids.length > 1;
  const byId = { by: { table: "sessions", column: "session_id" }, descending: true } as const;
  const withProfiles = isByValue ? statistics.withProfiles : group.rows;
  const { inRange } = statistics;
  const narrowed = isCounted(selection)
    ? withoutNeedlessFilter(ofGroup, { withProfiles: group.sessions, inRange })
    : ofGroup;
  return {
    request: { ...request, selection: narrowed, sort: isSorted ? sort : byId },
    statistics: { ...statistics, total: group.sessions, withProfiles },
  };
}

/** All profiles in the order of a list that is sorted by one of their properties. */
export const orderedProfiles = (
  { db, organisation }: ListContext,
  isTest: Selection["isTest"],
  { by, descending }: Sort,
): Promise<OrderedProfile[]> => {
  const column = by.column as By<"session_profiles">;
  return profilesInOrder(db, { organisation, isTest }, { column, descending });
};

/** The profiles of a selection in the order of a property; those with the same value together. */
async function* groupsOfProfiles(context: ListContext, plan: SegmentsPlan): AsyncGenerator<Group> {
  const { selection, sort } = plan.request;
  const found = context.orderedProfiles ?? (await orderedProfiles(context, selection.isTest, sort));
  context.budget.spend(found.length);
  const selected = selection.profiles && new Set(selection.profiles.ids);
  const profiles = selected ? found.filter(([id]) => selected.has(id)) : found;
  const ids = profiles.map(([id]) => id);
  const counts = await countEach(context, plan, ids);
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
async function countEach(
  context: ListContext,
  { request: { selection }, path }: SegmentsPlan,
  ids: readonly number[],
): Promise<Map<number, number> | undefined> {
  if (!isCounted(selection)) return countRowsByProfile(context, selection, path.index);
  if (!hasTimeRange(selection)) return undefined;
  const profiles = { column: "profile_id", ids, sessions: 0, rows: 0 } as const;
  return countByProfile(context, { ...selection, profiles });
}

/** All values of a property, in their order; those with few sessions together. */
async function* groupsOfValues(
  { db, organisation, budget }: ListContext,
  { request: { selection, sort, page } }: SegmentsPlan,
  property: By<"session_values">,
): AsyncGenerator<Group> {
  const dictionaryFilter = { organisation, isTest: selection.isTest };
  const maxSessions = PAGES_PER_SEGMENT * page.limit;
  let after: string | undefined;
  for (let max = FIRST_VALUES; ; max = MORE_VALUES) {
    budget.spend(max);
    const values = await valuesInOrder(db, dictionaryFilter, property, sort.descending, max, after);
    let group = newGroup();
    for (const [id, , sessions, rows] of values) {
      if (group.ids.length > 0 && group.sessions + sessions > maxSessions) {
        yield group;
        group = newGroup();
      }
      if (sessions > 0) addTo(group, id, sessions, rows);
    }
    if (group.ids.length > 0) yield group;
    if (values.length < max) return;
    after = values.at(-1)![1];
  }
}
