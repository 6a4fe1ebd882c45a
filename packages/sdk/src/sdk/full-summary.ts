import { sessionsFullSummaryGetById } from "../funcs/sessionsFullSummaryGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionSummaryResponse } from "../models/components/index.js";
import type { SessionFullSummaryGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** Summaries of sessions. Methods reject as those of `Sessions` do. */
export class FullSummary extends ClientSDK {
  /**
   * Reads the summary of a session: `GET /api/v1/sessions/full-summary/{session_id}`
   * (`session_full_summary_get_by_id`).
   */
  getById(
    request: SessionFullSummaryGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionSummaryResponse> {
    return unwrap(sessionsFullSummaryGetById(this, request, options));
  }
}
