/** Generated from the declarations by `npm run generate`. Do not edit. */
/** Which session's summary to get. */
export interface SessionFullSummaryGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** The summary of a session. */
export interface SessionSummaryResponse {
  /** What happened in the session, in a few sentences. */
  summary?: string | null | undefined;
  /** How well the session went. */
  rating?: string | null | undefined;
}
