/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { TranscriptSource } from "../transcript.js";

/** One tool call during a session. */
export interface SessionAction {
  /** When the tool was called. */
  timestamp: Date;
  /** The name of the tool. */
  toolName?: string | null | undefined;
  /** The request to the tool, as JSON text. */
  toolRequest?: string | null | undefined;
  /** The result of the tool, as JSON text. */
  toolResult?: string | null | undefined;
  /** The error of the tool, as JSON text. */
  toolError?: string | null | undefined;
  /** How long the call took. Unit: milliseconds. */
  durationMs?: number | null | undefined;
}

/** One turn of a conversation. */
export interface SessionText {
  /** When the turn began. */
  timestamp: Date;
  /** The language, an IETF tag such as `en-US`. */
  lang?: string | null | undefined;
  /** Who spoke. */
  source?: TranscriptSource | null | undefined;
  /** What was said. */
  text?: string | null | undefined;
}

/** Which session's transcript to get. */
export interface SessionTranscriptGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** The transcript of a session, as sent to the service. */
export interface SessionTranscript {
  /** The session's id. If present, it must equal the id in the path. */
  sessionId?: string | null | undefined;
  /**
   * The turns.
   * @default none
   */
  transcription?: SessionText[] | null | undefined;
  /**
   * The tool calls.
   * @default none
   */
  actions?: SessionAction[] | null | undefined;
}

/** The transcript of a session: what was said, and the tool calls. */
export interface SessionTranscriptionResponse {
  /** The session's id. */
  sessionId: string;
  /** The turns, in order of time. */
  transcription: SessionText[];
  /** The tool calls, in order of time. */
  actions: SessionAction[];
}
