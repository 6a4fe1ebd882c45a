import { operation } from "./operation.js";
import {
  array,
  count,
  countUpTo,
  described,
  enumeration,
  model,
  optional,
  string,
  withDefault,
} from "./schema.js";
import { sessionModel } from "./session.js";

export const SessionProperties = {
  Timestamp: "timestamp",
  SessionId: "session_id",
  ConversationId: "conversation_id",
  ChannelManagerService: "channel_manager_service",
  ChannelManagerType: "channel_manager_type",
  ChannelManagerSid: "channel_manager_sid",
  AgentType: "agent_type",
  AgentId: "agent_id",
  AgentName: "agent_name",
  PromptId: "prompt_id",
  PromptName: "prompt_name",
  Source: "source",
  Target: "target",
  Duration: "duration",
  IsOutbound: "is_outbound",
  IsLegacy: "is_legacy",
  IsTest: "is_test",
} as const;
export type SessionProperties = (typeof SessionProperties)[keyof typeof SessionProperties];

export const sessionProperties = described(
  "The properties of a session that a list can filter by, sort by and return.",
  enumeration<SessionProperties>(SessionProperties),
  { name: "SessionProperties" },
);

/**
 * What a list can filter by: the properties, and what the self-hosted service finds out about a session. Written out,
 * because the build of the SDK reads the values.
 */
export const SessionSearchProperties = {
  Timestamp: "timestamp",
  SessionId: "session_id",
  ConversationId: "conversation_id",
  ChannelManagerService: "channel_manager_service",
  ChannelManagerType: "channel_manager_type",
  ChannelManagerSid: "channel_manager_sid",
  AgentType: "agent_type",
  AgentId: "agent_id",
  AgentName: "agent_name",
  PromptId: "prompt_id",
  PromptName: "prompt_name",
  Source: "source",
  Target: "target",
  Duration: "duration",
  IsOutbound: "is_outbound",
  IsLegacy: "is_legacy",
  IsTest: "is_test",
  Label: "label",
  ToolErrors: "tool_errors",
  AudioFaults: "audio_faults",
} as const;
export type SessionSearchProperties =
  (typeof SessionSearchProperties)[keyof typeof SessionSearchProperties];

export const sessionSearchProperties = described(
  "What a list of sessions can filter by. The platform does not have `label`, `tool_errors` and `audio_faults`.",
  enumeration<SessionSearchProperties>(SessionSearchProperties),
  { name: "SessionSearchProperties" },
);

export const OrderByDirection = { Asc: "asc", Desc: "desc" } as const;
export type OrderByDirection = (typeof OrderByDirection)[keyof typeof OrderByDirection];

export const orderByDirection = described(
  "The direction to sort in: ascending or descending.",
  enumeration<OrderByDirection>(OrderByDirection),
  { name: "OrderByDirection" },
);

export const MAX_PAGE_SIZE = 10_000;

export const listResponseSessionModel = described(
  "One page of sessions.",
  model("ListResponseSession", {
    items: described("The sessions of this page.", array(sessionModel)),
    page: described("The number of this page; the first is 0.", count),
    pageSize: described("The most sessions that a page can have.", count),
    totalPages: described("The number of pages.", optional(count)),
    totalCount: described("The number of sessions that match.", optional(count)),
  }),
);

export const sessionsListRequestModel = described(
  "Which sessions to list.",
  model("SessionsListRequest", {
    page: described("The page to get; the first is 0.", optional(count), { defaultsTo: "0" }),
    limit: described(
      "The most sessions that a page can have.",
      withDefault(countUpTo(MAX_PAGE_SIZE), 25),
    ),
    searchFields: described(
      "The properties to filter by. The values are in `searchFieldValues`, in the same order.",
      optional(array(sessionSearchProperties)),
    ),
    searchFieldValues: described(
      [
        "The values to filter by, one for each of `searchFields`. A session must match all of them.",
        "`agent_name`, `prompt_name`, `source` and `target` match any part of the text. Case and compatibility forms, such as full-width letters and ligatures, are ignored. Accents are not.",
        "If the value for `source` or `target` is a phone number, only digits are compared. A phone number consists of digits, `+`, `(`, `)`, `-`, `.` and spaces.",
        "`is_test` is `false` (no test sessions, the default), `true` (all sessions) or `only` (only test sessions).",
        "`label` is `good`, `ok`, `bad`, `other` or `none`: the newest label that a person gave, or else the newest label.",
        "`tool_errors` is `true` if a tool call of the transcript failed. `audio_faults` is `true` if the analysis of a recording found a fault. Each is `false` if there was something to examine and nothing was found.",
        "Other properties match exactly.",
        "The self-hosted service also accepts ranges for `duration` and `timestamp`: `>=60`, `>60`, `<=300`, `<300`, `60..300` (both ends included), `60..` and `..300`.",
      ].join(" "),
      optional(array(string)),
    ),
    orderBy: described("The property to sort by.", optional(sessionProperties), {
      defaultsTo: "`timestamp`",
    }),
    orderByDirection: described("The direction to sort in.", optional(orderByDirection), {
      defaultsTo: "`desc`",
    }),
    fields: described(
      "The properties to return. `timestamp` is always among them.",
      optional(array(sessionProperties)),
      { defaultsTo: "all properties" },
    ),
    startDatetime: described(
      "The earliest start, inclusive: an ISO 8601 date-time, or a date for its start in UTC.",
      optional(string),
    ),
    endDatetime: described(
      "The latest start, exclusive: an ISO 8601 date-time, or a date for its start in UTC.",
      optional(string),
    ),
  }),
);

export const sessionsList = described(
  "List sessions, one page at a time.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/",
    request: sessionsListRequestModel,
    result: listResponseSessionModel,
  }),
  { id: "sessions_list", errors: [] },
);
