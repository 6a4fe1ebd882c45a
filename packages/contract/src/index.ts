export { checkWire, readQuery, wireFields } from "./check.js";
export { decode, encode, Mismatch } from "./convert.js";
export { addFault, type Location, MAX_FAULTS, shorten, type ValidationError } from "./faults.js";
export {
  type SessionFullSummaryGetByIdRequest,
  type SessionSummaryResponse,
  sessionFullSummaryGetById,
  sessionSummaryResponseModel,
} from "./full-summary.js";
export {
  createSession,
  deleteSession,
  type ImportVerdict,
  type ImportVerdictWire,
  importSessions,
  importVerdictModel,
  type ListResponseRecording,
  listRecordings,
  putFullSummary,
  putLatency,
  putSession,
  putTranscript,
  type Recording,
  type RecordingWire,
  uploadRecording,
} from "./ingest.js";
export { type Docs, type JsonSchema, jsonSchema } from "./json-schema.js";
export {
  type InspectLatencyResponse,
  inspectLatencyResponseModel,
  LatencyCategory,
  type LatencyEntry,
  type LatencyEntryWire,
  type LatencyMeasurement,
  type LatencyMeasurementWire,
  LatencyUnit,
  type SessionLatency,
  type SessionLatencyGetByIdRequest,
  type SummaryEntry,
  type SummaryEntryWire,
  sessionLatencyGetById,
  sessionLatencyPutModel,
} from "./latency.js";
export type { Operation, Payload, RequestOf, ResultOf } from "./operation.js";
export {
  generateSessionRecordingUrls,
  sessionGetById,
  sessionRecordingStream,
  sessionsList,
} from "./operations.js";
export type {
  GenerateSessionRecordingUrlsRequest,
  SessionRecordingResponse,
  SessionRecordingStreamRequest,
} from "./recording.js";
export { type Infer, type Model, type Schema, type Wire, wireName } from "./schema.js";
export {
  type ListResponseSession,
  MAX_PAGE_SIZE,
  OrderByDirection,
  type Session,
  type SessionGetByIdRequest,
  SessionProperties,
  type SessionsListRequest,
  type SessionWire,
  sessionModel,
  sessionsListRequestModel,
} from "./session.js";
export {
  type ListResponseSessionLabel,
  type SessionLabel,
  SessionLabelCode,
  type SessionLabelCreate,
  type SessionLabelCreateWire,
  type SessionLabelGetByIdRequest,
  SessionLabelProperties,
  type SessionLabelsListRequest,
  SessionLabelType,
  type SessionLabelWire,
  sessionLabelCreate,
  sessionLabelCreateModel,
  sessionLabelGetById,
  sessionLabelModel,
  sessionLabelsList,
  sessionLabelsListRequestModel,
} from "./session-label.js";
export { parseBound, parseDateTime } from "./time.js";
export {
  type SessionTimelineGetByIdRequest,
  type SessionTimelineResponse,
  sessionTimelineGetById,
  type TimelineEvent,
  TimelineEventKind,
  type TimelineEventWire,
} from "./timeline.js";
export {
  type SessionAction,
  type SessionText,
  type SessionTranscript,
  type SessionTranscriptGetByIdRequest,
  type SessionTranscriptionResponse,
  type SessionTranscriptionWire,
  type SessionTranscriptWire,
  sessionTranscriptGetById,
  sessionTranscriptModel,
  TranscriptSource,
} from "./transcript.js";
