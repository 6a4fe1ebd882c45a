export type PartName = "transcript" | "summary" | "latency";

/** What was found while a part was read. */
export interface PartFindings {
  /** Of a transcript: whether a tool call failed. */
  readonly toolErrors?: boolean;
}

/** The parts of sessions. Each is JSON in UTF-8, possibly several megabytes of it. */
export interface PartStore {
  /** The size in bytes of each stored part of a session. */
  sizes(organisation: number, session: number): Promise<Partial<Record<PartName, number>>>;
  /** The JSON of a part, or undefined if it is not stored. */
  get(organisation: number, session: number, part: PartName): Promise<Buffer | undefined>;
  /**
   * Creates or replaces a part, and assesses its session by what was found in it: both, or neither. Durable when
   * the promise resolves.
   * @param expected the `contentHash` of the stored part, null for no part; undefined for any state
   * @returns false, and stores nothing, if the session does not exist or the state is another
   */
  put(
    organisation: number,
    session: number,
    part: PartName,
    json: Uint8Array,
    expected?: string | null,
    findings?: PartFindings,
  ): Promise<boolean>;
}
