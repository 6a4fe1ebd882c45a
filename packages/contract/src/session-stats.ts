/** How many sessions there are, by group. The platform does not have it. */
import { operation } from "./operation.js";
import {
  array,
  boolean,
  count,
  described,
  enumeration,
  model,
  number,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionsListRequestModel } from "./session-list.js";

/** The most groups of a response. */
export const MAX_STATS_GROUPS = 1_000;

/** What stats group sessions by: times, and the properties that have few different values. */
export const StatsGroupBy = {
  Hour: "hour",
  Day: "day",
  Week: "week",
  Month: "month",
  Weekday: "weekday",
  HourOfDay: "hour_of_day",
  Duration: "duration",
  ChannelManagerService: "channel_manager_service",
  ChannelManagerType: "channel_manager_type",
  AgentType: "agent_type",
  AgentId: "agent_id",
  AgentName: "agent_name",
  PromptId: "prompt_id",
  PromptName: "prompt_name",
  IsOutbound: "is_outbound",
  IsLegacy: "is_legacy",
  IsTest: "is_test",
  Label: "label",
  ToolErrors: "tool_errors",
  AudioFaults: "audio_faults",
} as const;
export type StatsGroupBy = (typeof StatsGroupBy)[keyof typeof StatsGroupBy];

export const statsGroupBy = described(
  "What stats group sessions by.",
  enumeration<StatsGroupBy>(StatsGroupBy),
  { name: "StatsGroupBy" },
);

const { searchFields, searchFieldValues, startDatetime, endDatetime } =
  sessionsListRequestModel.fields;

export const sessionsStatsRequestModel = described(
  "Which sessions to count, and by what.",
  model("SessionsStatsRequest", {
    groupBy: described(
      [
        "What to group the sessions by.",
        "`hour`, `day`, `week` and `month` are those of `timeZone`; weeks begin on Monday.",
        "`weekday` is 1 (Monday) to 7, and `hour_of_day` is 0 to 23.",
        "`duration` has the groups 0, 10, 30, 60, 120, 300, 600, 1200, 1800 and 3600: each begins at so many seconds.",
        "The others are properties with few different values.",
      ].join(" "),
      statsGroupBy,
    ),
    timeZone: described(
      "The IANA name of the time zone of the groups by time, such as `Europe/Berlin`.",
      optional(string),
      { defaultsTo: "`UTC`" },
    ),
    percentiles: described(
      "Whether to return the percentiles of response gaps and latencies. Stats by `duration` have none.",
      optional(boolean),
      { defaultsTo: "`false`" },
    ),
    searchFields,
    searchFieldValues,
    startDatetime,
    endDatetime,
  }),
);

export const statsPercentilesModel = described(
  "Percentiles of times, within 5 percent. Times below 10 ms count as 0.",
  model("StatsPercentiles", {
    count: described("The number of times.", count),
    p50: described("The median.", number, { unit: "seconds" }),
    p95: described("The 95th percentile.", number, { unit: "seconds" }),
    p99: described("The 99th percentile.", number, { unit: "seconds" }),
  }),
);

const percentiles = {
  responseGaps: described(
    "How long callers waited for the agent to speak, heard in the recordings. Absent unless requested, or if there are none.",
    optional(statsPercentilesModel),
  ),
  latencies: described(
    "How long the agent's turns took to prepare: speech to text, model and speech. Absent unless requested, or if there are none.",
    optional(statsPercentilesModel),
  ),
};

export const sessionsStatsGroupModel = described(
  "The sessions of one group.",
  model("SessionsStatsGroup", {
    key: described(
      "What the sessions have in common: the start of the hour, day, week or month as an RFC 3339 date-time with the offset of the time zone; a number; or the value of the property. Null for the sessions that have no value.",
      optional(string),
    ),
    sessions: described("The number of sessions.", count),
    durationSeconds: described("The sum of their durations.", number, { unit: "seconds" }),
    ...percentiles,
  }),
);

export const sessionsStatsModel = described(
  "The number of sessions by group.",
  model("SessionsStats", {
    groups: described(
      "The groups. Groups by time or duration are in order and include those without sessions; properties are sorted by the number of sessions, most first.",
      array(sessionsStatsGroupModel),
    ),
    totalCount: described("The number of sessions that match.", count),
    ...percentiles,
  }),
);
export type SessionsStatsWire = Wire<typeof sessionsStatsModel>;

export const sessionsStats = described(
  "Count the sessions that match, and add up their durations, by time or by a property.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/stats",
    request: sessionsStatsRequestModel,
    result: sessionsStatsModel,
  }),
  { id: "sessions_stats", errors: [] },
);
