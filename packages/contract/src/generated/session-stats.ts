/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { SessionSearchProperties } from "../session-list.js";
import type { StatsGroupBy } from "../session-stats.js";

/** The sessions of one group. */
export interface SessionsStatsGroup {
  /**
   * What the sessions have in common: the start of the hour, day, week or month as an RFC 3339
   * date-time with the offset of the time zone; a number; or the value of the property. Null for
   * the sessions that have no value.
   */
  key?: string | null | undefined;
  /** The number of sessions. */
  sessions: number;
  /** The sum of their durations. Unit: seconds. */
  durationSeconds: number;
  /**
   * How long callers waited for the agent to speak, heard in the recordings. Absent unless
   * requested, or if there are none.
   */
  responseGaps?: StatsPercentiles | null | undefined;
  /**
   * How long the agent's turns took to prepare: speech to text, model and speech. Absent unless
   * requested, or if there are none.
   */
  latencies?: StatsPercentiles | null | undefined;
}

/** The number of sessions by group. */
export interface SessionsStats {
  /**
   * The groups. Groups by time or duration are in order and include those without sessions;
   * properties are sorted by the number of sessions, most first.
   */
  groups: SessionsStatsGroup[];
  /** The number of sessions that match. */
  totalCount: number;
  /**
   * How long callers waited for the agent to speak, heard in the recordings. Absent unless
   * requested, or if there are none.
   */
  responseGaps?: StatsPercentiles | null | undefined;
  /**
   * How long the agent's turns took to prepare: speech to text, model and speech. Absent unless
   * requested, or if there are none.
   */
  latencies?: StatsPercentiles | null | undefined;
}

/** Which sessions to count, and by what. */
export interface SessionsStatsRequest {
  /**
   * What to group the sessions by. `hour`, `day`, `week` and `month` are those of `timeZone`; weeks
   * begin on Monday. `weekday` is 1 (Monday) to 7, and `hour_of_day` is 0 to 23. `duration` has the
   * groups 0, 10, 30, 60, 120, 300, 600, 1200, 1800 and 3600: each begins at so many seconds. The
   * others are properties with few different values.
   */
  groupBy: StatsGroupBy;
  /**
   * The IANA name of the time zone of the groups by time, such as `Europe/Berlin`.
   * @default `UTC`
   */
  timeZone?: string | null | undefined;
  /**
   * Whether to return the percentiles of response gaps and latencies. Stats by `duration` have
   * none.
   * @default `false`
   */
  percentiles?: boolean | null | undefined;
  /** The properties to filter by. The values are in `searchFieldValues`, in the same order. */
  searchFields?: SessionSearchProperties[] | null | undefined;
  /**
   * The values to filter by, one for each of `searchFields`. A session must match all of them.
   * `agent_name`, `prompt_name`, `source` and `target` match any part of the text. Case and
   * compatibility forms, such as full-width letters and ligatures, are ignored. Accents are not. If
   * the value for `source` or `target` is a phone number, only digits are compared. A phone number
   * consists of digits, `+`, `(`, `)`, `-`, `.` and spaces. `is_test` is `false` (no test sessions,
   * the default), `true` (all sessions) or `only` (only test sessions). `label` is `good`, `ok`,
   * `bad`, `other` or `none`: the newest label that a person gave, or else the newest label.
   * `tool_errors` is `true` if a tool call of the transcript failed. `audio_faults` is `true` if
   * the analysis of a recording found a fault. Each is `false` if there was something to examine
   * and nothing was found. Other properties match exactly. The self-hosted service also accepts
   * ranges for `duration` and `timestamp`: `>=60`, `>60`, `<=300`, `<300`, `60..300` (both ends
   * included), `60..` and `..300`.
   */
  searchFieldValues?: string[] | null | undefined;
  /** The earliest start, inclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  startDatetime?: string | null | undefined;
  /** The latest start, exclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  endDatetime?: string | null | undefined;
}

/** Percentiles of times, within 5 percent. Times below 10 ms count as 0. */
export interface StatsPercentiles {
  /** The number of times. */
  count: number;
  /** The median. Unit: seconds. */
  p50: number;
  /** The 95th percentile. Unit: seconds. */
  p95: number;
  /** The 99th percentile. Unit: seconds. */
  p99: number;
}
