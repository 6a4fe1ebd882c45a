import { sessionsLatencyGetById } from "../funcs/sessionsLatencyGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { InspectLatencyResponse } from "../models/components/index.js";
import type { SessionLatencyGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** How long the steps of sessions took. Methods reject as those of `Sessions` do. */
export class Latency extends ClientSDK {
  /**
   * Reads how long the steps of a session took: `GET /api/v1/sessions/latency/{session_id}`
   * (`session_latency_get_by_id`).
   */
  getById(
    request: SessionLatencyGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<InspectLatencyResponse> {
    return unwrap(sessionsLatencyGetById(this, request, options));
  }
}
