import type { NumberRange } from "./number-range.js";
import type { IdPage } from "./sessions.js";

export interface LabelRecord {
  /** Unique within the organisation. Newer labels of a session have higher ids. */
  readonly id: number;
  /** The id of the session. */
  readonly session: number;
  /** Microseconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly code: string;
  readonly userEmail: string;
  readonly comments: string | null;
  readonly issueCategories: readonly string[] | null;
}

export type LabelFilter =
  | {
      readonly property: "session_id" | "type" | "code" | "user_email" | "issue_categories";
      /**
       * `user_email`: one folded text that the address must contain. `issue_categories`: one category
       * that the label must have. Other properties: the value must equal one of these.
       */
      readonly values: readonly (string | number)[];
    }
  | {
      readonly property: "timestamp" | "session_id";
      /** Microseconds since 1970, or ids. */
      readonly range: NumberRange;
    };

/** A list of labels: all filters and both bounds must match. */
export interface LabelQuery {
  /** Zero-based. */
  readonly page: number;
  /** The number of labels on a page. With 0, the page is empty and only the total is of use. */
  readonly limit: number;
  readonly filters: readonly LabelFilter[];
  readonly orderBy: LabelFilter["property"];
  readonly descending: boolean;
  /** Microseconds since 1970, inclusive. */
  readonly from: number | undefined;
  /** Microseconds since 1970, exclusive. */
  readonly until: number | undefined;
}

export interface LabelPage {
  readonly items: readonly LabelRecord[];
  /** The exact number of labels that match, on all pages. */
  readonly total: number;
}

export interface LabelLists {
  /**
   * Reads one page of a list, and its total, as of one moment.
   * @param signal stops the list; the promise then rejects with the signal's reason
   * @throws ListTooLong if the list takes too long
   */
  list(organisation: number, query: LabelQuery, signal?: AbortSignal): Promise<LabelPage>;
  /**
   * Reads only the ids of the page that `list` returns. For large pages: `getMany` then reads their
   * labels in pieces.
   * @param signal stops the list; the promise then rejects with the signal's reason
   * @throws ListTooLong if the list takes too long
   */
  listIds(organisation: number, query: LabelQuery, signal?: AbortSignal): Promise<IdPage>;
}

/** Ratings of sessions. A label never changes; it is deleted with its session. */
export interface LabelStore extends LabelLists {
  /** The labels with these ids, in this order. Ids without a label are skipped. */
  getMany(organisation: number, ids: readonly number[]): Promise<LabelRecord[]>;
  /** A label, or undefined if it does not exist. */
  get(organisation: number, id: number): Promise<LabelRecord | undefined>;
  /**
   * Creates a label, assigns its id, sets the session's label id to it and assesses the session by its labels: all
   * of it, or nothing. Durable when the promise resolves. Returns undefined, and stores nothing, if the session does
   * not exist.
   */
  create(organisation: number, label: Omit<LabelRecord, "id">): Promise<LabelRecord | undefined>;
}
