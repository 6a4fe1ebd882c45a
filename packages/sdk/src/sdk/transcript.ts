import { sessionsTranscriptGetById } from "../funcs/sessionsTranscriptGetById.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type { SessionTranscriptionResponse } from "../models/components/index.js";
import type { SessionTranscriptGetByIdRequest } from "../models/operations/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/** What was said and done in sessions. Methods reject as those of `Sessions` do. */
export class Transcript extends ClientSDK {
  /**
   * Reads what was said and done in a session: `GET /api/v1/sessions/transcript/{session_id}`
   * (`session_transcript_get_by_id`).
   */
  getById(
    request: SessionTranscriptGetByIdRequest,
    options?: RequestOptions,
  ): CallPromise<SessionTranscriptionResponse> {
    return unwrap(sessionsTranscriptGetById(this, request, options));
  }
}
