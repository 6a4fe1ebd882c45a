import {
  addValidationError,
  MAX_STATS_GROUPS,
  type SessionsStatsRequest,
  type SessionsStatsWire,
} from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import type { ReadRequest } from "../lists/list-request.js";
import type { MeasuredPercentiles, SessionStats, StatsQuery } from "../store/port.js";
import { readSessionQuery } from "./session-query.js";

const DEFAULT_TIME_ZONE = "UTC";
/** Node may also accept offsets, such as `+02:00`, which are not IANA names. */
const NAME = /^[a-z]/i;

/** Reads the query of a request for stats. Throws an `InvalidInputError` with every validation error. */
export function readStatsQuery({ value, errors }: ReadRequest<SessionsStatsRequest>): StatsQuery {
  const { groupBy, timeZone: given, percentiles: requested, ...list } = value;
  const percentiles = requested ?? false;
  const timeZone = given ?? DEFAULT_TIME_ZONE;
  const all = [...errors];
  // A value of another type is reported as an error already.
  if (typeof timeZone === "string" && !isTimeZone(timeZone)) {
    const msg = "must be the IANA name of a time zone, such as Europe/Berlin or UTC";
    addValidationError(all, { loc: ["query", "time_zone"], msg, type: "value_error" });
  }
  const { filters, from, until, tests } = readSessionQuery({ value: list, errors: all });
  const grouping = { groupBy, timeZone, percentiles, maxGroups: MAX_STATS_GROUPS };
  return { filters, from, until, tests, ...grouping };
}

function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const TIME_UNITS: readonly string[] = ["hour", "day", "week", "month"];

/** A response. Throws an `InvalidInputError` if there are too many groups. */
export function toStats(
  { groupBy }: Pick<StatsQuery, "groupBy">,
  { groups, total, percentiles }: SessionStats,
): SessionsStatsWire {
  if (!groups) {
    const remedy = TIME_UNITS.includes(groupBy)
      ? "narrow the time range with start_datetime and end_datetime, or group by a longer unit"
      : "add filters, or group by another property";
    const msg = `would return more than ${MAX_STATS_GROUPS} groups; ${remedy}`;
    throw InvalidInputError.at(["query", "group_by"], msg);
  }
  return {
    groups: groups.map(({ key, sessions, duration, percentiles }) => ({
      key,
      sessions,
      duration_seconds: duration,
      ...toPercentiles(percentiles),
    })),
    total_count: total,
    ...toPercentiles(percentiles),
  };
}

const toPercentiles = ({ responseGaps, latencies }: MeasuredPercentiles = {}) => ({
  ...(responseGaps && { response_gaps: responseGaps }),
  ...(latencies && { latencies }),
});
