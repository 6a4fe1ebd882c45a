/** Generated from the declarations by `npm run generate`. Do not edit. */
/** The result of one line of an import. */
export interface ImportResult {
  /** The number of the line in the request; the first is 1. Range: 1 or more. */
  line: number;
  /**
   * The outcome. `created`, `replaced`: the session is durable. `rejected`: the line is invalid;
   * correct it. `unavailable`: the line was not stored; send it again.
   */
  status: "created" | "replaced" | "rejected" | "unavailable";
  /** The session's id, if it is known. */
  sessionId?: string | null | undefined;
  /** Why the line was not stored. */
  detail?: string | null | undefined;
  /** Possible mistakes in the line, such as unknown fields. The line is stored as sent. */
  warnings?: string[] | null | undefined;
}

/**  */
export interface ImportSessionsRequest {
  /**
   * The property that identifies sessions without an id. A line replaces the session with the same
   * value, or creates one if there is none. It is rejected if several sessions have its value.
   * @default each session without an id is created
   */
  match?: "channel_manager_sid" | "conversation_id" | null | undefined;
}

/** Which session's recordings to list. */
export interface SessionRecordingsListRequest {
  /** The session's id. */
  sessionId: string;
}
