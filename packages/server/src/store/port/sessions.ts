import type { SessionProperties, SessionSearchProperties, StatsGroupBy } from "syllable-contract";
import type { NumberRange } from "./number-range.js";

/** A session to be stored: its finished JSON, and the properties that lists filter and sort by. */
export interface SessionRecord {
  /** The session's id, 0 to 2^53 - 1. */
  readonly id: number;
  /** Microseconds since 1970. */
  readonly timestamp: number;
  readonly isTest: boolean;
  /** The values of the other properties. Absent properties are left out. */
  readonly properties: Readonly<Partial<Record<SessionProperties, string | number | boolean>>>;
  /** The JSON of the session, as responses contain it. */
  readonly json: string;
}

export type SessionFilter =
  | {
      readonly property: Exclude<SessionSearchProperties, "timestamp" | "duration">;
      /** `contains` ignores case. Its value is already folded; see `fold` and `foldAddressFilter`. */
      readonly match: "equals" | "contains";
      readonly value: string | number;
    }
  | {
      readonly property: "timestamp" | "duration";
      readonly match: "between";
      /** Microseconds since 1970, or seconds. */
      readonly range: NumberRange;
    };

/** A list of sessions: all filters and both bounds must match. */
export interface SessionQuery {
  /** Zero-based. */
  readonly page: number;
  /** The number of sessions on a page. With 0, the page is empty and only the total is of use. */
  readonly limit: number;
  readonly filters: readonly SessionFilter[];
  readonly orderBy: SessionProperties;
  readonly descending: boolean;
  /** Microseconds since 1970, inclusive. */
  readonly from: number | undefined;
  /** Microseconds since 1970, exclusive. */
  readonly until: number | undefined;
  /** Whether test sessions are left out, included, or the only ones listed. */
  readonly tests: "without" | "with" | "only";
}

export interface SessionPage {
  /** The sessions of the page: their JSON, separated by commas, in UTF-8. */
  readonly items: Buffer;
  /** The exact number of sessions that match, on all pages. */
  readonly total: number;
}

/** The ids of one page of a list, in the order of the list. */
export interface IdPage {
  readonly ids: readonly number[];
  /** The exact number of items that match, on all pages. */
  readonly total: number;
}

export type PutOutcome = "created" | "replaced";

/** A property by which a session can be found instead of its id. */
export type MatchProperty = "channel_manager_sid" | "conversation_id";

/** A record of an import that matches sessions. If `hasId` is false, its id is used only if none matches. */
export interface MatchingRecord {
  readonly record: SessionRecord;
  readonly hasId: boolean;
}

/** A record was not stored because other sessions have its value. The ids are equal if there is only one. */
export interface MatchConflict {
  readonly lowest: number;
  readonly highest: number;
}

export type MatchOutcome = { readonly id: number; readonly outcome: PutOutcome } | MatchConflict;

export interface StoredSession {
  readonly outcome: PutOutcome;
  /** The JSON of the session as stored: one that was replaced keeps the id of its label. */
  readonly json: string;
}

/** How sessions are grouped. */
export interface StatsQuery extends Pick<SessionQuery, "filters" | "from" | "until" | "tests"> {
  readonly groupBy: StatsGroupBy;
  /** The IANA name of the time zone of hours, days, weeks and months. */
  readonly timeZone: string;
  /** Whether to compute percentiles. Groups by duration have none. */
  readonly percentiles: boolean;
  /** The most groups that are returned. */
  readonly maxGroups: number;
}

/** Percentiles of times, in seconds. */
export interface StatsPercentiles {
  /** The number of times. */
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What was measured in sessions. A measure without times is absent. */
export interface MeasuredPercentiles {
  readonly responseGaps?: StatsPercentiles | undefined;
  readonly latencies?: StatsPercentiles | undefined;
}

export interface StatsGroup {
  /** What the sessions have in common. Null: they have no value. */
  readonly key: string | null;
  readonly sessions: number;
  /** The sum of the durations, in seconds. */
  readonly duration: number;
  /** Absent unless requested. */
  readonly percentiles?: MeasuredPercentiles;
}

export interface SessionStats {
  /** Undefined if there are more than `maxGroups`. */
  readonly groups: readonly StatsGroup[] | undefined;
  /** The exact number of sessions that match. */
  readonly total: number;
  /** Of all sessions that match. Absent unless requested. */
  readonly percentiles?: MeasuredPercentiles;
}

export interface SessionLists {
  /**
   * Reads one page of a list, and its total, as of one moment.
   * @param signal stops the list; the promise then rejects with the signal's reason
   * @throws ListTooLong if the list takes too long
   */
  list(organisation: number, query: SessionQuery, signal?: AbortSignal): Promise<SessionPage>;
  /**
   * Reads only the ids of the page that `list` returns. For large pages: `getMany` then reads their
   * sessions in pieces.
   * @param signal stops the list; the promise then rejects with the signal's reason
   * @throws ListTooLong if the list takes too long
   */
  listIds(organisation: number, query: SessionQuery, signal?: AbortSignal): Promise<IdPage>;
  /**
   * Counts the sessions that match by group, and adds up their durations, as of one moment.
   * @param signal stops the work; the promise then rejects with the signal's reason
   * @throws ListTooLong if it takes too long
   */
  stats(organisation: number, query: StatsQuery, signal?: AbortSignal): Promise<SessionStats>;
}

/**
 * The sessions of all organisations. Every method sees only the sessions of the given organisation.
 * Each write is atomic, and durable when its promise resolves.
 */
export interface SessionStore extends SessionLists {
  /**
   * The JSON of the sessions with these ids, in this order, separated by commas, in UTF-8. Ids
   * without a session are skipped.
   */
  getMany(organisation: number, ids: readonly number[]): Promise<Buffer>;
  /** The JSON of a session, or undefined if it does not exist. */
  get(organisation: number, id: number): Promise<string | undefined>;
  has(organisation: number, id: number): Promise<boolean>;
  /**
   * Creates or replaces all of the sessions, or none. If an id occurs twice, the last record wins. A
   * replaced session keeps its parts, labels, recordings and assessment.
   * @returns the outcome for each record, in their order
   * @throws CommitUnknown if the connection to the database is lost during the commit
   */
  put(organisation: number, records: readonly SessionRecord[]): Promise<PutOutcome[]>;
  /**
   * Like `put`, but a record without an id replaces the session with the same value of a property. A
   * record without an id is not stored if several sessions have its value; one with an id, if only
   * other sessions have it.
   */
  putMatching(
    organisation: number,
    property: MatchProperty,
    records: readonly MatchingRecord[],
  ): Promise<MatchOutcome[]>;
  /**
   * Creates or replaces one session, like `put`.
   * @param expected the `contentHash` of the stored JSON, null for no session; undefined for any state
   * @returns undefined, and stores nothing, if the state is another
   */
  putOne(
    organisation: number,
    record: SessionRecord,
    expected?: string | null,
  ): Promise<StoredSession | undefined>;
  /** Creates a session. Returns false, and changes nothing, if its id is in use. */
  create(organisation: number, record: SessionRecord): Promise<boolean>;
  /**
   * Deletes a session with its parts and labels, and marks its recordings for deletion. Returns
   * false if the session does not exist, or if its JSON has another `contentHash` than `expected`.
   */
  delete(organisation: number, id: number, expected?: string | null): Promise<boolean>;
}
