/** Generated from the declarations by `npm run generate`. Do not edit. */
import type {
  SessionLabelCode,
  SessionLabelProperties,
  SessionLabelType,
} from "../session-label.js";
import type { OrderByDirection } from "../session-list.js";

/** One page of labels. */
export interface ListResponseSessionLabel {
  /** The labels of this page. */
  items: SessionLabel[];
  /** The number of this page; the first is 0. */
  page: number;
  /** The most labels that a page can have. */
  pageSize: number;
  /** The number of pages. */
  totalPages?: number | null | undefined;
  /** The number of labels that match. */
  totalCount?: number | null | undefined;
}

/** A label to create. */
export interface SessionLabelCreate {
  /** The id of the labelled session. */
  sessionId: number;
  /** Whether a program or a person created the label. */
  type: SessionLabelType;
  /** The rating. */
  code: SessionLabelCode;
  /** The email address of the person or program. */
  userEmail: string;
  /** Comments on the session. */
  comments?: string | null | undefined;
  /** The kinds of problems found. */
  issueCategories?: string[] | null | undefined;
}

/** Which label to get. */
export interface SessionLabelGetByIdRequest {
  /** The id of the label. */
  sessionLabelId: number;
}

/** A rating of a session. Labels never change. */
export interface SessionLabel {
  /** The id of the labelled session. */
  sessionId: number;
  /** Whether a program or a person created the label. */
  type: SessionLabelType;
  /** The rating. */
  code: SessionLabelCode;
  /** The email address of the person or program. */
  userEmail: string;
  /** Comments on the session. */
  comments?: string | null | undefined;
  /** The kinds of problems found. */
  issueCategories?: string[] | null | undefined;
  /** The id of the label. */
  id: number;
  /** When the label was created, an ISO 8601 date-time. */
  timestamp: string;
}

/** Which labels to list. */
export interface SessionLabelsListRequest {
  /**
   * The page to get; the first is 0.
   * @default 0
   */
  page?: number | null | undefined;
  /**
   * The most labels that a page can have. Range: 0 to 10,000.
   * @default 25
   */
  limit?: number | null | undefined;
  /** The properties to filter by. The values are in `searchFieldValues`, in the same order. */
  searchFields?: SessionLabelProperties[] | null | undefined;
  /**
   * The values to filter by, one for each of `searchFields`. A label must match all of them.
   * `user_email` matches any part of the address and ignores case. `session_id` and
   * `session_id_list` accept several ids, separated by commas. Other properties match exactly. The
   * self-hosted service also accepts ranges for `timestamp` and `session_id`: `>=100`, `>100`,
   * `<=199`, `<199`, `100..199` (both ends included), `100..` and `..199`.
   */
  searchFieldValues?: string[] | null | undefined;
  /**
   * The property to sort by.
   * @default `timestamp`
   */
  orderBy?: SessionLabelProperties | null | undefined;
  /**
   * The direction to sort in.
   * @default `desc`
   */
  orderByDirection?: OrderByDirection | null | undefined;
  /**
   * The properties to return.
   * @default all properties
   */
  fields?: SessionLabelProperties[] | null | undefined;
  /** The earliest creation, inclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  startDatetime?: string | null | undefined;
  /** The latest creation, exclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  endDatetime?: string | null | undefined;
}
