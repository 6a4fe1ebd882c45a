/** Generated from the declarations by `npm run generate`. Do not edit. */
/** The result of one line of an import. */
export interface ImportResult {
  /** The number of the line in the request; the first is 1. Range: 1 or more. */
  line: number;
  /**
   * What was done with the line. Sessions that are `created` or `replaced` are durable. A line that
   * is `rejected` is wrong: fix it. A line that is `unavailable` was not stored: send it again.
   */
  status: "created" | "replaced" | "rejected" | "unavailable";
  /** The session's id, if it is known. */
  sessionId?: string | null | undefined;
  /** Why the line was not stored. */
  detail?: string | null | undefined;
  /** What may be a mistake in the line, such as unknown fields. They are stored as sent. */
  warnings?: string[] | null | undefined;
}

/**  */
export interface ImportSessionsRequest {
  /**
   * The property by which a session without an id is found. The session with the same value is
   * replaced; if there is none, one is created. A line is rejected if several sessions have its
   * value.
   * @default a session without an id is created
   */
  match?: "channel_manager_sid" | "conversation_id" | null | undefined;
}
