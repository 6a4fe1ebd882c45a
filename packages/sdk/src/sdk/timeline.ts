import { sessionsTimelineGetById } from "../funcs/sessionsTimelineGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionTimelineResponse } from "../models/components/index.js";
import type { SessionTimelineGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** All that happened in sessions. Methods reject as those of `Sessions` do. */
export class Timeline extends ClientSDK {
  /**
   * Reads all that happened in a session, in order of time: `GET /api/v1/sessions/timeline/{session_id}`
   * (`session_timeline_get_by_id`).
   */
  getById(
    request: SessionTimelineGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionTimelineResponse> {
    return unwrap(sessionsTimelineGetById(this, request, options));
  }
}
