import { operation } from "./operation.js";
import { described, openModel, optional, string } from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const sessionSummaryResponseModel = described(
  "The summary of a session.",
  openModel("SessionSummaryResponse", {
    summary: described("What happened in the session, in a few sentences.", optional(string)),
    rating: described("How well the session went.", optional(string)),
  }),
);

export const sessionFullSummaryGetByIdRequestModel = described(
  "Which session's summary to get.",
  sessionIdRequest("SessionFullSummaryGetByIdRequest"),
);

export const sessionFullSummaryGetById = described(
  "Get the summary of a session.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/full-summary/{session_id}",
    request: sessionFullSummaryGetByIdRequestModel,
    result: sessionSummaryResponseModel,
  }),
  { id: "session_full_summary_get_by_id", hasEtag: true, errors: [404] },
);
