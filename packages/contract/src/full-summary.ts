import { operation } from "./operation.js";
import { type Infer, model, optional, string } from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const sessionSummaryResponseModel = model("SessionSummaryResponse", {
  /** What happened in the session, in a few sentences. */
  summary: optional(string),
  /** How well the session went. */
  rating: optional(string),
});
/** A session in short. */
export interface SessionSummaryResponse extends Infer<typeof sessionSummaryResponseModel> {}

export const sessionFullSummaryGetByIdRequestModel = sessionIdRequest(
  "SessionFullSummaryGetByIdRequest",
);
/** Which session's summary to read. */
export interface SessionFullSummaryGetByIdRequest
  extends Infer<typeof sessionFullSummaryGetByIdRequestModel> {}

/** Read the summary of a session. */
export const sessionFullSummaryGetById = operation({
  id: "session_full_summary_get_by_id",
  method: "GET",
  path: "/api/v1/sessions/full-summary/{session_id}",
  request: sessionFullSummaryGetByIdRequestModel,
  result: sessionSummaryResponseModel,
  errors: [404],
});
