import {
  array,
  boolean,
  count,
  countUpTo,
  dateTime,
  enumeration,
  type Infer,
  integer,
  model,
  number,
  optional,
  string,
  type Wire,
  withDefault,
} from "./schema.js";

/** The properties of a session that a list can filter by, sort by and select. */
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

export const OrderByDirection = { Asc: "asc", Desc: "desc" } as const;
export type OrderByDirection = (typeof OrderByDirection)[keyof typeof OrderByDirection];

export const sessionModel = model("Session", {
  /** When the session began. */
  timestamp: dateTime,
  /** The session's id: a decimal number below 2^53, as a string. */
  sessionId: optional(string),
  /** The conversation that the session belongs to; one conversation may span several sessions. */
  conversationId: optional(string),
  /** The service that carried the session, such as `twilio`. */
  channelManagerService: optional(string),
  /** The kind of channel, such as `voice`, `sms` or `chat`. */
  channelManagerType: optional(string),
  /** The carrier's own id of the session. */
  channelManagerSid: optional(string),
  /** The id of the agent that led the session. */
  agentId: optional(string),
  /** The agent's name. */
  agentName: optional(string),
  /** The agent's type. */
  agentType: optional(string),
  /** The agent's time zone, an IANA name such as `America/New_York`. */
  agentTimezone: optional(string),
  /** The id of the prompt that the agent ran with. */
  promptId: optional(string),
  /** The prompt's name. */
  promptName: optional(string),
  /** The prompt's version, as text. */
  promptVersion: optional(string),
  /** The prompt's version, as a number. */
  promptVersionNumber: optional(integer),
  /** The id of the newest label given to the session. */
  sessionLabelId: optional(string),
  /** Where the session came from: a phone number or an address. */
  source: optional(string),
  /** Where the session went to: a phone number or an address. */
  target: optional(string),
  /** The moment that the agent was told instead of the real one, as text. */
  overrideTimestamp: optional(string),
  /** How long the session lasted, in seconds. */
  duration: optional(number),
  /** Whether the session was kept by an earlier generation of the platform. */
  isLegacy: optional(boolean),
  /** Whether the session was a test; lists leave tests out unless asked. */
  isTest: optional(boolean),
  /** Whether the agent placed the call. */
  isOutbound: optional(boolean),
  /** Whether the user ended the session. */
  userTerminated: optional(boolean),
  /** Whether a transfer reached a voicemail. */
  transferVoicemailDetected: optional(boolean),
});
/** One conversation of an agent with a user, without its content. */
export interface Session extends Infer<typeof sessionModel> {}
export type SessionWire = Wire<typeof sessionModel>;

export const listResponseSessionModel = model("ListResponseSession", {
  /** The sessions of this page. */
  items: array(sessionModel),
  /** The page's number, from 0. */
  page: count,
  /** How many sessions a page holds. */
  pageSize: count,
  /** How many pages there are. */
  totalPages: optional(count),
  /** How many sessions match in all. */
  totalCount: optional(count),
});
/** One page of sessions. */
export interface ListResponseSession extends Omit<Infer<typeof listResponseSessionModel>, "items"> {
  /** The sessions of this page. */
  items: Session[];
}

export const MAX_PAGE_SIZE = 10_000;

const sessionProperties = enumeration<SessionProperties>(SessionProperties);

export const sessionsListRequestModel = model("SessionsListRequest", {
  /** The page to read, from 0. Default 0. */
  page: optional(count),
  /** How many sessions a page holds, 0 to 10,000. Default 25. */
  limit: withDefault(countUpTo(MAX_PAGE_SIZE), 25),
  /** The properties to filter by, paired by index with `searchFieldValues`. */
  searchFields: optional(array(sessionProperties)),
  /** The values to filter by, paired by index with `searchFields`; all must match. */
  searchFieldValues: optional(array(string)),
  /** The property to sort by. Default `timestamp`. */
  orderBy: optional(sessionProperties),
  /** The direction to sort in. Default `desc`. */
  orderByDirection: optional(enumeration<OrderByDirection>(OrderByDirection)),
  /** The properties to answer with; `timestamp` always comes. Default all. */
  fields: optional(array(sessionProperties)),
  /** The earliest start, included: an ISO 8601 date-time, or a date for its start in UTC. */
  startDatetime: optional(string),
  /** The latest start, excluded: an ISO 8601 date-time, or a date for its start in UTC. */
  endDatetime: optional(string),
});
/** What to list. */
export interface SessionsListRequest extends Infer<typeof sessionsListRequestModel> {}

export const sessionIdRequest = <N extends string>(name: N) =>
  model(name, {
    /** The session's id. */
    sessionId: string,
  });

export const sessionGetByIdRequestModel = sessionIdRequest("SessionGetByIdRequest");
/** Which session to read. */
export interface SessionGetByIdRequest extends Infer<typeof sessionGetByIdRequestModel> {}
