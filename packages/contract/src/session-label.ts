import { operation } from "./operation.js";
import {
  array,
  count,
  countUpTo,
  described,
  enumeration,
  integer,
  model,
  type OpenString,
  openString,
  optional,
  string,
  type Wire,
  withDefault,
} from "./schema.js";
import { MAX_PAGE_SIZE, orderByDirection } from "./session-list.js";

export const SessionLabelType = { AutoRating: "auto-rating", HumanRating: "human-rating" } as const;
export type SessionLabelType = OpenString<(typeof SessionLabelType)[keyof typeof SessionLabelType]>;

export const sessionLabelType = described(
  "Who created a label: a program or a person.",
  openString<SessionLabelType>(),
  { name: "SessionLabelType", knownValues: Object.values(SessionLabelType) },
);

export const SessionLabelCode = { Good: "GOOD", Ok: "OK", Bad: "BAD", NA: "N/A" } as const;
export type SessionLabelCode = OpenString<(typeof SessionLabelCode)[keyof typeof SessionLabelCode]>;

export const sessionLabelCode = described(
  "The rating of a session.",
  openString<SessionLabelCode>(),
  { name: "SessionLabelCode", knownValues: Object.values(SessionLabelCode) },
);

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

export const sessionLabelProperties = described(
  "The properties of a label that a list can filter by, sort by and return.",
  enumeration<SessionLabelProperties>(SessionLabelProperties),
  { name: "SessionLabelProperties" },
);

const content = {
  sessionId: described("The id of the labelled session.", integer),
  type: described("Whether a program or a person created the label.", sessionLabelType),
  code: described("The rating.", sessionLabelCode),
  userEmail: described("The email address of the person or program.", string),
  comments: described("Comments on the session.", optional(string)),
  issueCategories: described("The kinds of problems found.", optional(array(string))),
};

export const sessionLabelCreateModel = described(
  "A label to create.",
  model("SessionLabelCreate", content),
);
export type SessionLabelCreateWire = Wire<typeof sessionLabelCreateModel>;

export const sessionLabelModel = described(
  "A rating of a session. Labels never change.",
  model("SessionLabel", {
    ...content,
    id: described("The id of the label.", integer),
    timestamp: described("When the label was created, an ISO 8601 date-time.", string),
  }),
);
export type SessionLabelWire = Wire<typeof sessionLabelModel>;

export const listResponseSessionLabelModel = described(
  "One page of labels.",
  model("ListResponseSessionLabel", {
    items: described("The labels of this page.", array(sessionLabelModel)),
    page: described("The number of this page; the first is 0.", count),
    pageSize: described("The most labels that a page can have.", count),
    totalPages: described("The number of pages.", optional(count)),
    totalCount: described("The number of labels that match.", optional(count)),
  }),
);

export const sessionLabelsListRequestModel = described(
  "Which labels to list.",
  model("SessionLabelsListRequest", {
    page: described("The page to get; the first is 0.", optional(count), { defaultsTo: "0" }),
    limit: described(
      "The most labels that a page can have.",
      withDefault(countUpTo(MAX_PAGE_SIZE), 25),
    ),
    searchFields: described(
      "The properties to filter by. The values are in `searchFieldValues`, in the same order.",
      optional(array(sessionLabelProperties)),
    ),
    searchFieldValues: described(
      [
        "The values to filter by, one for each of `searchFields`. A label must match all of them.",
        "`user_email` matches any part of the address and ignores case. `session_id` and `session_id_list` accept several ids, separated by commas. Other properties match exactly.",
        "The self-hosted service also accepts ranges for `timestamp` and `session_id`: `>=100`, `>100`, `<=199`, `<199`, `100..199` (both ends included), `100..` and `..199`.",
      ].join(" "),
      optional(array(string)),
    ),
    orderBy: described("The property to sort by.", optional(sessionLabelProperties), {
      defaultsTo: "`timestamp`",
    }),
    orderByDirection: described("The direction to sort in.", optional(orderByDirection), {
      defaultsTo: "`desc`",
    }),
    fields: described("The properties to return.", optional(array(sessionLabelProperties)), {
      defaultsTo: "all properties",
    }),
    startDatetime: described(
      "The earliest creation, inclusive: an ISO 8601 date-time, or a date for its start in UTC.",
      optional(string),
    ),
    endDatetime: described(
      "The latest creation, exclusive: an ISO 8601 date-time, or a date for its start in UTC.",
      optional(string),
    ),
  }),
);

export const sessionLabelGetByIdRequestModel = described(
  "Which label to get.",
  model("SessionLabelGetByIdRequest", {
    sessionLabelId: described("The id of the label.", integer),
  }),
);

export const sessionLabelsList = described(
  "List labels, one page at a time.",
  operation({
    method: "GET",
    path: "/api/v1/session_labels/",
    request: sessionLabelsListRequestModel,
    result: listResponseSessionLabelModel,
  }),
  { id: "session_labels_list", errors: [] },
);

export const sessionLabelGetById = described(
  "Get a label.",
  operation({
    method: "GET",
    path: "/api/v1/session_labels/{session_label_id}",
    request: sessionLabelGetByIdRequestModel,
    result: sessionLabelModel,
  }),
  { id: "session_label_get_by_id", hasEtag: true, errors: [404] },
);

export const sessionLabelCreate = described(
  "Add a label to a session.",
  operation({
    method: "POST",
    path: "/api/v1/session_labels/",
    request: model("NoParameters", {}),
    body: sessionLabelCreateModel,
    result: sessionLabelModel,
  }),
  { id: "session_label_create", errors: [404] },
);
