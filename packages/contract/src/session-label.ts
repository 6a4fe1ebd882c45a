import { operation } from "./operation.js";
import {
  array,
  count,
  countUpTo,
  enumeration,
  extend,
  type Infer,
  integer,
  model,
  optional,
  string,
  type Wire,
  withDefault,
} from "./schema.js";
import { MAX_PAGE_SIZE, OrderByDirection } from "./session.js";

export const SessionLabelType = { AutoRating: "auto-rating", HumanRating: "human-rating" } as const;
export type SessionLabelType = (typeof SessionLabelType)[keyof typeof SessionLabelType];

export const SessionLabelCode = { Good: "GOOD", Ok: "OK", Bad: "BAD", NA: "N/A" } as const;
export type SessionLabelCode = (typeof SessionLabelCode)[keyof typeof SessionLabelCode];

/** The properties of a label that a list can filter by, sort by and select. */
export const SessionLabelProperties = {
  Timestamp: "timestamp",
  SessionId: "session_id",
  Type: "type",
  Code: "code",
  UserEmail: "user_email",
  IssueCategories: "issue_categories",
  SessionIdList: "session_id_list",
} as const;
export type SessionLabelProperties =
  (typeof SessionLabelProperties)[keyof typeof SessionLabelProperties];

const given = {
  /** The id of the session that the label is about. */
  sessionId: integer,
  /** Whether a program or a person gave it. */
  type: enumeration<SessionLabelType>(SessionLabelType),
  /** The rating. */
  code: enumeration<SessionLabelCode>(SessionLabelCode),
  /** The address of whoever gave it. */
  userEmail: string,
  /** What they say about it. */
  comments: optional(string),
  /** What was wrong with the session. */
  issueCategories: optional(array(string)),
};

export const sessionLabelCreateModel = model("SessionLabelCreate", given);
/** A label to give to a session. */
export interface SessionLabelCreate extends Infer<typeof sessionLabelCreateModel> {}
export type SessionLabelCreateWire = Wire<typeof sessionLabelCreateModel>;

export const sessionLabelModel = extend("SessionLabel", given, {
  /** The label's id. */
  id: integer,
  /** When it was given, an ISO 8601 date-time. */
  timestamp: string,
});
/** A rating of a session; labels are never changed. */
export interface SessionLabel extends Infer<typeof sessionLabelModel> {}
export type SessionLabelWire = Wire<typeof sessionLabelModel>;

export const listResponseSessionLabelModel = model("ListResponseSessionLabel", {
  /** The labels of this page. */
  items: array(sessionLabelModel),
  /** The page's number, from 0. */
  page: count,
  /** How many labels a page holds. */
  pageSize: count,
  /** How many pages there are. */
  totalPages: optional(count),
  /** How many labels match in all. */
  totalCount: optional(count),
});
/** One page of labels. */
export interface ListResponseSessionLabel
  extends Omit<Infer<typeof listResponseSessionLabelModel>, "items"> {
  /** The labels of this page. */
  items: SessionLabel[];
}

const labelProperties = enumeration<SessionLabelProperties>(SessionLabelProperties);

export const sessionLabelsListRequestModel = model("SessionLabelsListRequest", {
  /** The page to read, from 0. Default 0. */
  page: optional(count),
  /** How many labels a page holds, 0 to 10,000. Default 25. */
  limit: withDefault(countUpTo(MAX_PAGE_SIZE), 25),
  /** The properties to filter by, paired by index with `searchFieldValues`. */
  searchFields: optional(array(labelProperties)),
  /** The values to filter by, paired by index with `searchFields`; all must match. */
  searchFieldValues: optional(array(string)),
  /** The property to sort by. Default `timestamp`. */
  orderBy: optional(labelProperties),
  /** The direction to sort in. Default `desc`. */
  orderByDirection: optional(enumeration<OrderByDirection>(OrderByDirection)),
  /** The properties to answer with. Default all. */
  fields: optional(array(labelProperties)),
  /** The earliest time, included: an ISO 8601 date-time, or a date for its start in UTC. */
  startDatetime: optional(string),
  /** The latest time, excluded: an ISO 8601 date-time, or a date for its start in UTC. */
  endDatetime: optional(string),
});
/** Which labels to list. */
export interface SessionLabelsListRequest extends Infer<typeof sessionLabelsListRequestModel> {}

export const sessionLabelGetByIdRequestModel = model("SessionLabelGetByIdRequest", {
  /** The label's id. */
  sessionLabelId: integer,
});
/** Which label to read. */
export interface SessionLabelGetByIdRequest extends Infer<typeof sessionLabelGetByIdRequestModel> {}

/** List labels, one page at a time. */
export const sessionLabelsList = operation({
  id: "session_labels_list",
  method: "GET",
  path: "/api/v1/session_labels/",
  request: sessionLabelsListRequestModel,
  result: listResponseSessionLabelModel,
  errors: [],
});

/** Read one label. */
export const sessionLabelGetById = operation({
  id: "session_label_get_by_id",
  method: "GET",
  path: "/api/v1/session_labels/{session_label_id}",
  request: sessionLabelGetByIdRequestModel,
  result: sessionLabelModel,
  errors: [404],
});

/** Give a label to a session. */
export const sessionLabelCreate = operation({
  id: "session_label_create",
  method: "POST",
  path: "/api/v1/session_labels/",
  request: model("NoParameters", {}),
  body: sessionLabelCreateModel,
  result: sessionLabelModel,
  errors: [404],
});
