import { type Fragment, sql } from "../fragment.js";
import { costOfRow, type SessionIndex, sessionsIn } from "./conditions.js";
import { countInTime, placeOf } from "./counting.js";
import { type Driver, driversOf } from "./driver.js";
import {
  columnsOf,
  type Items,
  itemsOf,
  keysOf,
  orderedBy,
  orderOf,
  type PageTarget,
  SORTING,
  type SortKey,
  sorted,
  type Window,
  walk,
  within,
} from "./page.js";
import type { Reading } from "./reading.js";
import { ALL_TIME, EVERYTHING, type IdSet, isCounted, type Scope } from "./scope.js";

/** Pages that begin beyond so many sessions are found by counts. */
export const DEEP = 500;
/** So many ids are looked up one by one and merged. */
const MOST_ARMS = 64;
/** Looking up one id costs about as much as so many rows. */
export const LOOK_UP = 20;

type By = "timestamp" | "session_id";

interface Way {
  readonly cost: number;
  readonly rows: () => Fragment;
}

/**
 * A page of a scope by time or by id, in whichever way looks at the fewest rows: to pass through
 * the index that has the order until the page is filled; to merge the first ones of each id that a
 * filter stands for; or to sort all that match.
 */
export async function pageInIndexOrder(
  reading: Reading,
  scope: Scope,
  total: number,
  by: By,
  descending: boolean,
  window: Window,
): Promise<Items> {
  const keys = orderedBy(by, descending);
  const place =
    by === "timestamp" && isCounted(scope) && window.offset >= DEEP
      ? await narrowed(reading, scope, window, descending)
      : { scope, window };
  const ways = await waysOf(reading, place.scope, total, by, keys, place.window);
  const best = ways.reduce((one, other) => (other.cost < one.cost ? other : one));
  reading.budget.spend(best.cost);
  return itemsOf(reading, best.rows());
}

/** The same page, told from the nearest place that the counts know. */
async function narrowed(reading: Reading, scope: Scope, window: Window, descending: boolean) {
  const { edge, skip } = await placeOf(reading, scope, window.offset, descending);
  const { from, until } = scope.time;
  // The bucket that it begins in may be one that the scope's time begins in, too.
  if (descending ? edge >= until : edge <= from) return { scope, window };
  const time = descending ? { from, until: edge } : { from: edge, until };
  return { scope: { ...scope, time }, window: { offset: skip, limit: window.limit } };
}

async function waysOf(
  reading: Reading,
  scope: Scope,
  total: number,
  by: By,
  keys: readonly SortKey[],
  window: Window,
): Promise<Way[]> {
  const needed = window.offset + window.limit;
  const rows = () => passing(reading, scope, by, keys, window);
  if (by === "timestamp" && isCounted(scope) && !scope.profiles) return [{ cost: needed, rows }];
  const drivers = await driversOf(reading, scope);
  return [
    { cost: await passed(reading, scope, total, by, needed), rows },
    ...drivers.flatMap((driver) => merging(reading, scope, driver, total, by, keys, window)),
    ...drivers.map((driver) => sorting(reading, scope, driver, keys, window)),
  ];
}

/** Passes through the index that has the order, until the page is filled. */
function passing(
  reading: Reading,
  scope: Scope,
  by: By,
  keys: readonly SortKey[],
  window: Window,
): Fragment {
  const { db, organisation } = reading;
  if (by === "session_id") {
    return walk(
      reading,
      sessionsIn(db.dialect, organisation, scope, "sessions_by_id"),
      keys,
      window,
    );
  }
  const [first, ...others] = scope.flags.map((flag) =>
    sessionsIn(db.dialect, organisation, { ...scope, flags: [flag] }, "sessions_by_time"),
  );
  if (others.length === 0) return walk(reading, first!, keys, window);
  return merged(reading, [first!, ...others], keys, window);
}

/** How much is passed before so many of a scope are found. */
async function passed(
  reading: Reading,
  scope: Scope,
  total: number,
  by: By,
  needed: number,
): Promise<number> {
  const { flags, time } = scope;
  const isByTime = by === "timestamp";
  const rows = await countInTime(reading, isByTime ? { ...EVERYTHING, flags, time } : EVERYTHING);
  const each = costOfRow(isByTime ? "sessions_by_time" : "sessions_by_id", scope, []);
  // Ids rise with time, so that those of some time may come after all others.
  const isSpread = isByTime || time === ALL_TIME;
  return each * (isSpread ? Math.min(rows, (needed * rows) / Math.max(total, 1)) : rows);
}

const BY_ID: Partial<Record<SessionIndex, SessionIndex>> = {
  sessions_by_profile: "sessions_by_profile_and_id",
  sessions_by_source: "sessions_by_source_and_id",
  sessions_by_target: "sessions_by_target_and_id",
};
const BY_TIME: readonly SessionIndex[] = [
  "sessions_by_profile",
  "sessions_by_source",
  "sessions_by_target",
];

/** Merges what comes first of each id of a driver's, where an index has them in order. */
function merging(
  reading: Reading,
  scope: Scope,
  { index, rows, set }: Driver,
  total: number,
  by: By,
  keys: readonly SortKey[],
  window: Window,
): Way[] {
  const inOrder = by === "timestamp" ? BY_TIME.find((one) => one === index) : BY_ID[index];
  if (!set || !inOrder || set.ids.length > MOST_ARMS) return [];
  if (by === "session_id" && scope.time !== ALL_TIME) return [];
  const needed = window.offset + window.limit;
  const cost = Math.min(rows, (needed * set.ids.length * rows) / Math.max(total, 1));
  const arm = (id: number) =>
    sessionsIn(reading.db.dialect, reading.organisation, withOnly(scope, set, id), inOrder);
  // Rounded up, as statements that differ in the number of arms are prepared each for itself.
  const arms = [...set.ids];
  while ((arms.length & (arms.length - 1)) !== 0) arms.push(NO_ID);
  return [
    {
      cost: cost * SORTING + arms.length * LOOK_UP,
      rows: () => merged(reading, arms.map(arm), keys, window),
    },
  ];
}

/** No profile and no value has it. */
const NO_ID = -9;

function withOnly(scope: Scope, set: IdSet, id: number): Scope {
  const only = <S extends IdSet>(one: S): S => (one === set ? { ...one, ids: [id] } : one);
  return {
    ...scope,
    profiles: scope.profiles && only(scope.profiles),
    values: scope.values.map(only),
  };
}

/** Sorts all that a driver comes by. */
function sorting(
  reading: Reading,
  scope: Scope,
  driver: Driver,
  keys: readonly SortKey[],
  window: Window,
): Way {
  const { db, organisation } = reading;
  const from = sessionsIn(db.dialect, organisation, scope, driver.index);
  return {
    cost: driver.rows * (costOfRow(driver.index, scope, columnsOf(keys)) - 1 + SORTING),
    rows: () => sorted(reading, [keysOf(db.dialect, from, keys)], keys, window),
  };
}

/** The page of several sets of rows, each in order by itself: only what may get into it is read. */
function merged(
  target: PageTarget,
  arms: readonly Fragment[],
  keys: readonly SortKey[],
  window: Window,
): Fragment {
  const needed = within({ offset: 0, limit: window.offset + window.limit });
  const firsts = arms.map((arm) => {
    const rows = keysOf(target.dialect, arm, keys);
    return sql`SELECT * FROM (${rows} ORDER BY ${orderOf(keys)} ${needed}) AS arm`;
  });
  return sorted(target, firsts, keys, window);
}
