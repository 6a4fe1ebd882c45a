/** Generated from the declarations by `npm run generate`. Do not edit. */
import type {
  OrderByDirection,
  SessionProperties,
  SessionSearchProperties,
} from "../session-list.js";
import type { Session } from "./session.js";

/** One page of sessions. */
export interface ListResponseSession {
  /** The sessions of this page. */
  items: Session[];
  /** The number of this page; the first is 0. */
  page: number;
  /** The most sessions that a page can have. */
  pageSize: number;
  /** The number of pages. */
  totalPages?: number | null | undefined;
  /** The number of sessions that match. */
  totalCount?: number | null | undefined;
}

/** Which sessions to list. */
export interface SessionsListRequest {
  /**
   * The page to get; the first is 0.
   * @default 0
   */
  page?: number | null | undefined;
  /**
   * The most sessions that a page can have. Range: 0 to 10,000.
   * @default 25
   */
  limit?: number | null | undefined;
  /** The properties to filter by. The values are in `searchFieldValues`, in the same order. */
  searchFields?: SessionSearchProperties[] | null | undefined;
  /**
   * The values to filter by, one for each of `searchFields`. A session must match all of them.
   * `agent_name`, `prompt_name`, `source` and `target` match any part of the text. Case and
   * compatibility forms, such as full-width letters and ligatures, are ignored. Accents are not. If
   * the value for `source` or `target` is a phone number, only digits are compared. A phone number
   * consists of digits, `+`, `(`, `)`, `-`, `.` and spaces. `is_test` is `false` (no test sessions,
   * the default), `true` (all sessions) or `only` (only test sessions). `label` is `good`, `ok`,
   * `bad`, `other` or `none`: the newest label that a person gave, or else the newest label.
   * `tool_errors` is `true` if a tool call of the transcript failed. `audio_faults` is `true` if
   * the analysis of a recording found a fault. Each is `false` if there was something to examine
   * and nothing was found. Other properties match exactly. The self-hosted service also accepts
   * ranges for `duration` and `timestamp`: `>=60`, `>60`, `<=300`, `<300`, `60..300` (both ends
   * included), `60..` and `..300`.
   */
  searchFieldValues?: string[] | null | undefined;
  /**
   * The property to sort by.
   * @default `timestamp`
   */
  orderBy?: SessionProperties | null | undefined;
  /**
   * The direction to sort in.
   * @default `desc`
   */
  orderByDirection?: OrderByDirection | null | undefined;
  /**
   * The properties to return. `timestamp` is always among them.
   * @default all properties
   */
  fields?: SessionProperties[] | null | undefined;
  /** The earliest start, inclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  startDatetime?: string | null | undefined;
  /** The latest start, exclusive: an ISO 8601 date-time, or a date for its start in UTC. */
  endDatetime?: string | null | undefined;
}
