import { costOfRow, type SessionIndex, sessionsIn } from "./conditions.js";
import { countInTime, countOf, countUpTo } from "./counting.js";
import type { Reading } from "./reading.js";
import {
  ALL_TIME,
  EVERYTHING,
  type IdSet,
  isCounted,
  isOneFilter,
  type OwnValue,
  type Scope,
} from "./scope.js";

/** A way to come by all sessions of a scope: an index, and how many rows of it are looked at. */
export interface Driver {
  readonly index: SessionIndex;
  readonly rows: number;
  /** What that costs, in rows of an index. */
  readonly cost: number;
  /** The ids that the index is looked up by, where it is. */
  readonly set?: IdSet;
}

const OF_COLUMN = {
  session_id: "sessions_by_id",
  conversation_id: "sessions_by_conversation",
  channel_manager_sid: "sessions_by_sid",
  duration: "sessions_by_duration",
  profile_id: "sessions_by_profile",
  source_id: "sessions_by_source",
  target_id: "sessions_by_target",
} as const satisfies Record<IdSet["column"] | OwnValue["column"], SessionIndex>;

/** The index that tells the sessions of one value of a column's. */
export const indexOf = ({ column }: IdSet | OwnValue): SessionIndex => OF_COLUMN[column];

/** Counting stops here: a value of more sessions is no better than others. */
const MOST_COUNTED = 20_000;

/** The ways that a scope's filters open, the cheapest first. */
export async function driversOf(reading: Reading, scope: Scope): Promise<Driver[]> {
  const known = reading.drivers.get(scope);
  if (known) return known;
  const drivers: Driver[] = [];
  const add = (index: SessionIndex, rows: number, set?: IdSet) => {
    drivers.push({ index, rows, cost: rows * costOfRow(index, scope, []), ...(set && { set }) });
  };
  const counted = { ...scope, values: [], own: [] };
  const ofFlags = { ...counted, profiles: undefined };
  const inTime = await countInTime(reading, ofFlags);
  add("sessions_by_time", inTime);
  if (scope.profiles) {
    add("sessions_by_profile", await countInTime(reading, counted), scope.profiles);
  }
  const ever = await countInTime(reading, { ...ofFlags, time: ALL_TIME });
  for (const set of scope.values) {
    // About: nobody counts values by time.
    add(indexOf(set), (set.rows * inTime) / Math.max(ever, 1), set);
  }
  for (const own of scope.own) {
    add(indexOf(own), await rowsOfOwn(reading, own, MOST_COUNTED));
  }
  drivers.sort((one, other) => one.cost - other.cost);
  reading.drivers.set(scope, drivers);
  return drivers;
}

/** How many sessions have a value; no more than so many are counted. */
export async function rowsOfOwn(reading: Reading, own: OwnValue, atMost: number): Promise<number> {
  if (own.column === "session_id") return 1;
  const { db, organisation } = reading;
  const alone = { ...EVERYTHING, own: [own] };
  return countUpTo(reading, sessionsIn(db.dialect, organisation, alone, indexOf(own)), atMost);
}

/** How many sessions there are in a scope. */
export async function count(reading: Reading, scope: Scope): Promise<number> {
  if (isCounted(scope)) return countInTime(reading, scope);
  if (isOneFilter(scope)) return scope.values[0]!.sessions;
  const { db, organisation, budget } = reading;
  const [driver] = await driversOf(reading, scope);
  budget.spend(driver!.cost);
  return countOf(reading, sessionsIn(db.dialect, organisation, scope, driver!.index));
}
