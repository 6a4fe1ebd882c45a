import { operation } from "./operation.js";
import {
  boolean,
  dateTime,
  described,
  integer,
  model,
  number,
  openModel,
  optional,
  string,
  type Wire,
} from "./schema.js";

export const sessionModel = described(
  "A conversation of an agent with a user, without its content.",
  openModel("Session", {
    timestamp: described("When the session began.", dateTime),
    sessionId: described(
      "The session's id: a decimal number below 2^53, as a string.",
      optional(string),
    ),
    conversationId: described(
      "The id of the conversation. A conversation may span several sessions.",
      optional(string),
    ),
    channelManagerService: described(
      "The service that carried the session, such as `twilio`.",
      optional(string),
    ),
    channelManagerType: described(
      "The type of the channel, such as `voice`, `sms` or `chat`.",
      optional(string),
    ),
    channelManagerSid: described("The carrier's id for the session.", optional(string)),
    agentId: described("The id of the agent.", optional(string)),
    agentName: described("The name of the agent.", optional(string)),
    agentType: described("The type of the agent.", optional(string)),
    agentTimezone: described(
      "The agent's time zone, an IANA name such as `America/New_York`.",
      optional(string),
    ),
    promptId: described("The id of the agent's prompt.", optional(string)),
    promptName: described("The name of the prompt.", optional(string)),
    promptVersion: described("The version of the prompt, as text.", optional(string)),
    promptVersionNumber: described("The version of the prompt, as a number.", optional(integer)),
    sessionLabelId: described("The id of the session's newest label.", optional(string)),
    source: described(
      "Where the session came from: a phone number or an address.",
      optional(string),
    ),
    target: described("Where the session went to: a phone number or an address.", optional(string)),
    overrideTimestamp: described(
      "The date and time given to the agent in place of the real one, as text.",
      optional(string),
    ),
    duration: described("How long the session lasted.", optional(number), { unit: "seconds" }),
    isLegacy: described(
      "Whether an earlier version of the platform recorded the session.",
      optional(boolean),
    ),
    isTest: described(
      "Whether the session was a test. Lists leave out tests unless a filter asks for them.",
      optional(boolean),
    ),
    isOutbound: described("Whether the agent placed the call.", optional(boolean)),
    userTerminated: described("Whether the user ended the session.", optional(boolean)),
    transferVoicemailDetected: described(
      "Whether a transfer reached a voicemail.",
      optional(boolean),
    ),
  }),
);
export type SessionWire = Wire<typeof sessionModel>;

/** A request that names a session and nothing else. */
export const sessionIdRequest = /* @__NO_SIDE_EFFECTS__ */ <N extends string>(name: N) =>
  model(name, { sessionId: described("The session's id.", string) });

export const sessionGetByIdRequestModel = described(
  "Which session to get.",
  sessionIdRequest("SessionGetByIdRequest"),
);

export const sessionGetById = described(
  "Get a session.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/{session_id}",
    request: sessionGetByIdRequestModel,
    result: sessionModel,
  }),
  { id: "session_get_by_id", hasEtag: true, errors: [404] },
);
