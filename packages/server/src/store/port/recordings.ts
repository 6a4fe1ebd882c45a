/** A recording as stored, without its bytes. */
export interface RecordingRecord {
  readonly organisation: number;
  /** The id of the session. */
  readonly session: number;
  /** Unique among the ready recordings of the session. */
  readonly name: string;
  /** The name of the bytes in `RecordingBlobs`. */
  readonly blob: string;
  /**
   * `pending`: being uploaded. `ready`: can be streamed. A third state, `condemned`, is internal to
   * the store: the recording is deleted, and its bytes are pending deletion.
   */
  readonly state: "pending" | "ready";
  /** The media type. */
  readonly type: string;
  readonly bytes: number | null;
  /** Lower-case hexadecimal. */
  readonly sha256: string | null;
  /** The duration. */
  readonly seconds: number | null;
  readonly channels: number | null;
  /** When the recording started, in microseconds since 1970; null if that was not stated. */
  readonly startedAt: number | null;
  /** Who is heard on each channel; null if that was not stated. */
  readonly channelNames: readonly string[] | null;
  /** The state of the audio analysis; null for pending recordings. */
  readonly analysis: "pending" | "ready" | "unsupported" | "failed" | null;
  /** Why the audio was not analysed, or not completely. */
  readonly analysisDetail: string | null;
}

/** What is known of a recording once all of its bytes are stored. */
export type RecordingFacts = Required<
  Pick<
    RecordingRecord,
    | "type"
    | "bytes"
    | "sha256"
    | "seconds"
    | "channels"
    | "startedAt"
    | "channelNames"
    | "analysis"
    | "analysisDetail"
  >
>;

/** What a client states about a recording. A missing property is not changed. */
export type StatedFacts = Partial<Pick<RecordingRecord, "startedAt" | "channelNames">>;

/** The ready recordings of an organisation whose analysis has the same state. */
export interface RecordingUsage {
  readonly analysis: RecordingRecord["analysis"];
  readonly recordings: number;
  /** The size of these recordings together. */
  readonly bytes: number;
}

/** Identifies a recording by its name. */
export type RecordingName = Pick<RecordingRecord, "organisation" | "session" | "name">;

/** Identifies a recording by its bytes and its organisation. */
export type RecordingKey = Pick<RecordingRecord, "organisation" | "blob">;

/**
 * The recordings of all sessions, without their bytes. The row of a recording is written before its
 * bytes are stored, and deleted after they are. So a crash at any moment leaves no bytes without a
 * row. The process that receives an upload holds a lease on the row and renews it; other processes
 * treat the upload as interrupted once its lease has ended. Times are in milliseconds since 1970.
 * Each write is atomic, and durable when its promise resolves.
 */
export interface RecordingStore {
  /**
   * Stores a pending recording, before its bytes.
   * @throws if the blob name is in use
   */
  begin(
    recording: RecordingKey & Pick<RecordingRecord, "session" | "name" | "type">,
    leaseUntil: number,
  ): Promise<void>;
  /** Extends the lease of a pending recording. Does nothing if it is no longer pending. */
  renew(recording: RecordingKey, leaseUntil: number): Promise<void>;
  /**
   * Makes a pending recording ready. A ready recording of the same session and name is deleted, and its
   * bytes are pending deletion. Returns false, and changes nothing, if the recording is not pending, its
   * session does not exist, or the ready recording is another than expected.
   * @param expected the blob of the ready recording, null for none; undefined for any
   */
  commit(
    recording: RecordingKey,
    facts: RecordingFacts,
    expected?: string | null,
  ): Promise<boolean>;
  /**
   * Deletes the ready recording with this name: its bytes are pending deletion. Uploads of the name that
   * are in progress can no longer be committed. Returns false, and changes nothing, if there are
   * neither, or if the ready recording is another than expected.
   * @param expected the blob of the ready recording, null for none; undefined for any
   */
  remove(recording: RecordingName, expected?: string | null): Promise<boolean>;
  /**
   * Changes what is stated about the ready recording with this name. Returns false, and changes nothing, if
   * there is none or it is not the expected one.
   * @param expected the blob of the ready recording; undefined for any
   */
  update(recording: RecordingName, stated: StatedFacts, expected?: string | null): Promise<boolean>;
  /** The ready recording of a session with this name, or undefined if there is none. */
  find(organisation: number, session: number, name: string): Promise<RecordingRecord | undefined>;
  /** The number of ready and pending recordings of a session. */
  count(organisation: number, session: number): Promise<number>;
  /** The ready and pending recordings of a session, ordered by name. */
  list(organisation: number, session: number): Promise<RecordingRecord[]>;
  /** How many ready recordings an organisation has, and their size, by the state of their analysis. */
  usage(organisation: number): Promise<RecordingUsage[]>;
  /** Deletes the pending recordings of all organisations whose lease ends before this time. */
  expireLeases(leaseBefore: number): Promise<void>;
  /** The recordings of all organisations whose bytes are pending deletion. */
  listPendingDeletes(): Promise<RecordingKey[]>;
  /**
   * Deletes the row of a recording, after its bytes. Does nothing if there is no such row, or while a
   * process holds the lease of its analysis, because that process may still store a waveform.
   */
  delete(recording: RecordingKey): Promise<void>;
}
