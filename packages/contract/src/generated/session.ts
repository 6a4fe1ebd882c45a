/** Generated from the declarations by `npm run generate`. Do not edit. */
/** Which session to get. */
export interface SessionGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** A conversation of an agent with a user, without its content. */
export interface Session {
  /** When the session began. */
  timestamp: Date;
  /** The session's id: a decimal number below 2^53, as a string. */
  sessionId?: string | null | undefined;
  /** The id of the conversation. A conversation may span several sessions. */
  conversationId?: string | null | undefined;
  /** The service that carried the session, such as `twilio`. */
  channelManagerService?: string | null | undefined;
  /** The type of the channel, such as `voice`, `sms` or `chat`. */
  channelManagerType?: string | null | undefined;
  /** The carrier's id for the session. */
  channelManagerSid?: string | null | undefined;
  /** The id of the agent. */
  agentId?: string | null | undefined;
  /** The name of the agent. */
  agentName?: string | null | undefined;
  /** The type of the agent. */
  agentType?: string | null | undefined;
  /** The agent's time zone, an IANA name such as `America/New_York`. */
  agentTimezone?: string | null | undefined;
  /** The id of the agent's prompt. */
  promptId?: string | null | undefined;
  /** The name of the prompt. */
  promptName?: string | null | undefined;
  /** The version of the prompt, as text. */
  promptVersion?: string | null | undefined;
  /** The version of the prompt, as a number. */
  promptVersionNumber?: number | null | undefined;
  /** The id of the session's newest label. */
  sessionLabelId?: string | null | undefined;
  /** Where the session came from: a phone number or an address. */
  source?: string | null | undefined;
  /** Where the session went to: a phone number or an address. */
  target?: string | null | undefined;
  /** The date and time given to the agent in place of the real one, as text. */
  overrideTimestamp?: string | null | undefined;
  /** How long the session lasted. Unit: seconds. */
  duration?: number | null | undefined;
  /** Whether an earlier version of the platform recorded the session. */
  isLegacy?: boolean | null | undefined;
  /** Whether the session was a test. Lists leave out tests unless a filter asks for them. */
  isTest?: boolean | null | undefined;
  /** Whether the agent placed the call. */
  isOutbound?: boolean | null | undefined;
  /** Whether the user ended the session. */
  userTerminated?: boolean | null | undefined;
  /** Whether a transfer reached a voicemail. */
  transferVoicemailDetected?: boolean | null | undefined;
}
