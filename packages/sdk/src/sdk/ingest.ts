import { ingestCreateSession } from "../funcs/ingestCreateSession.js";
import { ingestDeleteSession } from "../funcs/ingestDeleteSession.js";
import { ingestImportSessions } from "../funcs/ingestImportSessions.js";
import { ingestPutFullSummary } from "../funcs/ingestPutFullSummary.js";
import { ingestPutLatency } from "../funcs/ingestPutLatency.js";
import { ingestPutSession } from "../funcs/ingestPutSession.js";
import { ingestPutTranscript } from "../funcs/ingestPutTranscript.js";
import {
  ingestUploadRecording,
  type UploadRecordingRequest,
} from "../funcs/ingestUploadRecording.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import type {
  ImportResult,
  InspectLatencyResponse,
  Recording,
  Session,
  SessionLatency,
  SessionSummaryResponse,
  SessionTranscript,
  SessionTranscriptionResponse,
} from "../models/components/index.js";
import type { CallPromise } from "../types/api-promise.js";
import { unwrap } from "../types/result.js";

/**
 * The write side of the self-hosted service, which the platform does not have; it needs a key of
 * scope `write`. Methods reject as those of `Sessions` do.
 */
export class Ingest extends ClientSDK {
  /** Creates a session or replaces it: `PUT /api/v1/sessions/{session_id}` (`session_put`). */
  putSession(
    request: Session & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<Session> {
    return unwrap(ingestPutSession(this, request, options));
  }

  /**
   * Creates a session; the service gives the id: `POST /api/v1/sessions/` (`session_create`). Not
   * retried unless `options.retries` says so, as that may create two.
   */
  createSession(
    request: Omit<Session, "sessionId">,
    options?: RequestOptions,
  ): CallPromise<Session> {
    return unwrap(ingestCreateSession(this, request, options));
  }

  /**
   * Imports sessions, however many: `POST /api/v1/sessions/import` (`sessions_import`). Gives a
   * verdict for each; sessions are taken only as verdicts are.
   */
  importSessions(
    sessions: Iterable<Session> | AsyncIterable<Session>,
    options?: RequestOptions,
  ): AsyncGenerator<ImportResult, void, undefined> {
    return ingestImportSessions(this, sessions, options);
  }

  /**
   * Uploads a recording: `PUT /api/v1/sessions/recording/{session_id}/{name}`
   * (`session_recording_put`).
   */
  uploadRecording(
    request: UploadRecordingRequest,
    options?: RequestOptions,
  ): CallPromise<Recording> {
    return unwrap(ingestUploadRecording(this, request, options));
  }

  /**
   * Puts what was said and done in a session: `PUT /api/v1/sessions/transcript/{session_id}`
   * (`session_transcript_put`).
   */
  putTranscript(
    request: SessionTranscript & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<SessionTranscriptionResponse> {
    return unwrap(ingestPutTranscript(this, request, options));
  }

  /**
   * Puts the summary of a session: `PUT /api/v1/sessions/full-summary/{session_id}`
   * (`session_full_summary_put`).
   */
  putFullSummary(
    request: SessionSummaryResponse & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<SessionSummaryResponse> {
    return unwrap(ingestPutFullSummary(this, request, options));
  }

  /**
   * Puts how long the steps of a session took: `PUT /api/v1/sessions/latency/{session_id}`
   * (`session_latency_put`).
   */
  putLatency(
    request: SessionLatency & { sessionId: string },
    options?: RequestOptions,
  ): CallPromise<InspectLatencyResponse> {
    return unwrap(ingestPutLatency(this, request, options));
  }

  /**
   * Deletes a session, its parts and its recordings: `DELETE /api/v1/sessions/{session_id}`
   * (`session_delete`).
   */
  deleteSession(request: { sessionId: string }, options?: RequestOptions): CallPromise<undefined> {
    return unwrap(ingestDeleteSession(this, request, options));
  }
}
