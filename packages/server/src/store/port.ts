import type { SessionProperties } from "syllable-contract";

/** A session ready to be kept: what filters and sorts need, beside its finished JSON. */
export interface SessionRecord {
  /** The session's id, 0 to 2^53 - 1. */
  readonly id: number;
  /** Microseconds since 1970. */
  readonly timestamp: number;
  readonly isTest: boolean;
  /** The values of the other properties, absent ones left out. */
  readonly properties: Readonly<Partial<Record<SessionProperties, string | number | boolean>>>;
  /** The session as it goes over the wire. */
  readonly wire: string;
}

export interface SessionFilter {
  readonly property: SessionProperties;
  /** `contains` ignores case; its value is folded already. */
  readonly match: "equals" | "contains";
  readonly value: string | number;
}

export interface SessionQuery {
  readonly page: number;
  readonly limit: number;
  readonly filters: readonly SessionFilter[];
  readonly orderBy: SessionProperties;
  readonly descending: boolean;
  /** Microseconds since 1970, included. */
  readonly from: number | undefined;
  /** Microseconds since 1970, excluded. */
  readonly until: number | undefined;
  readonly tests: "without" | "with" | "only";
}

export interface SessionPage {
  /** The page's sessions: their JSON, joined by commas, in UTF-8. */
  readonly items: Buffer;
  /** How many sessions match, exactly. */
  readonly total: number;
}

/** The ids of one page of a list, in its order. */
export interface IdPage {
  readonly ids: readonly number[];
  /** How many items match, exactly. */
  readonly total: number;
}

/** A list would have to read more rows than it can in the time that it may take. */
export class ListTooLong extends Error {}

export type PutOutcome = "created" | "replaced";

/** Sessions, by organisation. */
export interface SessionStore {
  /** Rejects with `ListTooLong` if it takes too long; a signal aborts it. */
  list(organisation: number, query: SessionQuery, signal?: AbortSignal): Promise<SessionPage>;
  /** The ids of the same page: for large pages, whose sessions are read in pieces. */
  listIds(organisation: number, query: SessionQuery, signal?: AbortSignal): Promise<IdPage>;
  /** These sessions as JSON, joined by commas, in UTF-8, in this order; deleted ones are left out. */
  getMany(organisation: number, ids: readonly number[]): Promise<Buffer>;
  /** The session as it goes over the wire. */
  get(organisation: number, id: number): Promise<string | undefined>;
  has(organisation: number, id: number): Promise<boolean>;
  /** Creates or replaces all of them, or none. Durable when it resolves. */
  put(organisation: number, records: readonly SessionRecord[]): Promise<PutOutcome[]>;
  /** Creates the session, or answers false where its id is taken. Durable when it resolves. */
  create(organisation: number, record: SessionRecord): Promise<boolean>;
  /** Deletes the session and condemns its recordings; false where there is none. */
  delete(organisation: number, id: number): Promise<boolean>;
}

/** A recording as kept. Only a ready one can be streamed. */
export interface RecordingRecord {
  readonly organisation: number;
  readonly session: number;
  readonly name: string;
  /** The name under which the recordings port keeps the bytes. */
  readonly blob: string;
  readonly state: "pending" | "ready" | "condemned";
  readonly type: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly seconds: number | null;
  readonly channels: number | null;
  /** Null for recordings stored before this was recorded. */
  readonly analysis: "ready" | "unsupported" | "failed" | null;
  /** Why `seconds` or `channels` is missing. */
  readonly analysisDetail: string | null;
}

export type RecordingFacts = Required<
  Pick<
    RecordingRecord,
    "type" | "bytes" | "sha256" | "seconds" | "channels" | "analysis" | "analysisDetail"
  >
>;

/** What a recording's bytes are kept under, and whose it is. */
export type RecordingKey = Pick<RecordingRecord, "organisation" | "blob">;

/**
 * What is known of recordings. A row is written before its bytes and removed after them, so that
 * bytes without a row can't be left behind, whatever is cut when. Who uploads has a lease on the
 * row and renews it, so that others can tell an upload that goes on from one that was cut. Times
 * are milliseconds since 1970.
 */
export interface RecordingStore {
  /** Notes an upload that begins. */
  begin(
    recording: RecordingKey & Pick<RecordingRecord, "session" | "name" | "type">,
    leaseUntil: number,
  ): Promise<void>;
  /** Tells that the upload goes on. */
  renew(recording: RecordingKey, leaseUntil: number): Promise<void>;
  /** Makes the upload the session's recording of its name; false where the session is gone. */
  commit(recording: RecordingKey, facts: RecordingFacts): Promise<boolean>;
  /** The ready recording of that name. */
  find(organisation: number, session: number, name: string): Promise<RecordingRecord | undefined>;
  /** How many ready and pending recordings a session has. */
  count(organisation: number, session: number): Promise<number>;
  /** The ready and pending recordings of a session, by name. */
  list(organisation: number, session: number): Promise<RecordingRecord[]>;
  /** Gives up the uploads whose lease ends before that time. */
  abandon(leaseBefore: number): Promise<void>;
  /** The recordings whose bytes are to be removed. */
  condemned(): Promise<RecordingKey[]>;
  /** Forgets a recording whose bytes are removed. */
  forget(recording: RecordingKey): Promise<void>;
}

export type PartName = "transcript" | "summary" | "latency";

/** The parts of a session: JSON in UTF-8, which may be megabytes long. */
export interface PartStore {
  /** The stored size of each part of the session, in bytes. */
  sizes(organisation: number, session: number): Promise<Partial<Record<PartName, number>>>;
  get(organisation: number, session: number, part: PartName): Promise<Buffer | undefined>;
  /** Creates or replaces the part; false if there is no such session. */
  put(organisation: number, session: number, part: PartName, json: Uint8Array): Promise<boolean>;
}

export interface LabelRecord {
  readonly id: number;
  readonly session: number;
  /** Microseconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly code: string;
  readonly userEmail: string;
  readonly comments: string | null;
  readonly issueCategories: readonly string[] | null;
}

export interface LabelFilter {
  readonly property:
    | "timestamp"
    | "session_id"
    | "type"
    | "code"
    | "user_email"
    | "issue_categories";
  /** `user_email` is matched anywhere, folded; a category is one of the label's; others are equal to one of these. */
  readonly values: readonly (string | number)[];
}

export interface LabelQuery {
  readonly page: number;
  readonly limit: number;
  readonly filters: readonly LabelFilter[];
  readonly orderBy: LabelFilter["property"];
  readonly descending: boolean;
  /** Microseconds since 1970, included. */
  readonly from: number | undefined;
  /** Microseconds since 1970, excluded. */
  readonly until: number | undefined;
}

export interface LabelPage {
  readonly items: readonly LabelRecord[];
  /** How many labels match, exactly. */
  readonly total: number;
}

/** Ratings of sessions; never changed once given. */
export interface LabelStore {
  /** Rejects with `ListTooLong` if it takes too long; a signal aborts it. */
  list(organisation: number, query: LabelQuery, signal?: AbortSignal): Promise<LabelPage>;
  /** The ids of the same page: for large pages, whose labels are read in pieces. */
  listIds(organisation: number, query: LabelQuery, signal?: AbortSignal): Promise<IdPage>;
  /** These labels, in this order; deleted ones are left out. */
  getMany(organisation: number, ids: readonly number[]): Promise<LabelRecord[]>;
  get(organisation: number, id: number): Promise<LabelRecord | undefined>;
  /** Gives the label, and the session its id; undefined where there is no such session. */
  create(organisation: number, label: Omit<LabelRecord, "id">): Promise<LabelRecord | undefined>;
}

export type Scope = "read" | "write" | "admin";

export interface ApiKey {
  readonly id: number;
  readonly organisation: number;
  readonly name: string;
  readonly scope: Scope;
}

export interface Organisation {
  readonly id: number;
  readonly name: string;
}

export interface KeyListing extends ApiKey {
  readonly organisationName: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** Organisations and the keys that open them; of a key only a hash is kept. */
export interface KeyStore {
  find(hash: string): Promise<ApiKey | undefined>;
  /** The organisation of that name, made where there is none. */
  organisation(name: string): Promise<Organisation>;
  organisations(): Promise<Organisation[]>;
  add(key: Omit<ApiKey, "id">, hash: string): Promise<ApiKey>;
  /**
   * Adds a key of the organisation of that name, which is made where there is none; false where
   * any key was made before. Of several that try at once, one does.
   */
  addFirst(
    organisation: string,
    key: Pick<ApiKey, "name" | "scope">,
    hash: string,
  ): Promise<boolean>;
  list(): Promise<KeyListing[]>;
  /** False where there is no such key, or it is revoked already. */
  revoke(id: number): Promise<boolean>;
}

/** All that the service keeps, but for the bytes of recordings. */
export interface Store {
  readonly sessions: SessionStore;
  readonly parts: PartStore;
  readonly labels: LabelStore;
  readonly recordings: RecordingStore;
  readonly keys: KeyStore;
  /** A secret of this name: made once, then the same for every process. */
  secret(name: string): Promise<Buffer>;
  /** Rejects if the store can't be read and written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The store can't be used: why, what its owner can do, whether it may pass of itself. */
export class StoreUnavailable extends Error {
  readonly remedy: string;
  readonly passes: boolean;

  constructor(fault: { reason: string; remedy: string; passes: boolean }, cause: unknown) {
    super(fault.reason, { cause });
    this.remedy = fault.remedy;
    this.passes = fault.passes;
  }
}
