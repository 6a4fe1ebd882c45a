export {
  type AudioFactsWire,
  type AudioFindingWire,
  type RecordingAudioFactsWire,
  sessionAudioGetById,
} from "./audio-facts.js";
export {
  type BrowserSessionWire,
  browserSessionEnd,
  browserSessionGet,
  browserSessionStart,
  type SignInLinkWire,
  type SignInWire,
  signInLinkCreate,
  signInModel,
} from "./console.js";
export { decode, encode, MismatchError } from "./convert.js";
export { describe, wireText } from "./description.js";
export {
  sessionFullSummaryGetById,
  sessionSummaryResponseModel,
} from "./full-summary.js";
export type {
  AudioFacts,
  AudioFinding,
  ChannelAudioFacts,
  Interruption,
  RecordingAudioFacts,
  ResponseGap,
  ResponseGapStatistics,
  ResponseGapSummary,
  SessionAudioGetByIdRequest,
  SilenceFacts,
  TalkOver,
} from "./generated/audio-facts.js";
export type {
  SessionFullSummaryGetByIdRequest,
  SessionSummaryResponse,
} from "./generated/full-summary.js";
export type { ImportResult, SessionRecordingsListRequest } from "./generated/ingest.js";
export type {
  CreatedKey,
  Key,
  KeyCreate,
  KeyRevokeRequest,
  ListedKey,
  ListResponseKey,
} from "./generated/keys.js";
export type {
  InspectLatencyResponse,
  LatencyEntry,
  LatencyMeasurement,
  SessionLatency,
  SessionLatencyGetByIdRequest,
  SummaryEntry,
} from "./generated/latency.js";
export type {
  GenerateSessionRecordingUrlsRequest,
  ListResponseRecording,
  Recording,
  SessionRecordingResponse,
  SessionRecordingStreamRequest,
} from "./generated/recording.js";
export type {
  ChannelSpeech,
  RecordingUpdate,
  SessionRecordingSpeechGetRequest,
  SessionRecordingWaveformGetRequest,
  Speech,
  SpeechSegment,
  Waveform,
} from "./generated/recording-audio.js";
export type { Session, SessionGetByIdRequest } from "./generated/session.js";
export type {
  ListResponseSessionLabel,
  SessionLabel,
  SessionLabelCreate,
  SessionLabelGetByIdRequest,
  SessionLabelsListRequest,
} from "./generated/session-label.js";
export type { ListResponseSession, SessionsListRequest } from "./generated/session-list.js";
export type {
  SessionsStats,
  SessionsStatsGroup,
  SessionsStatsRequest,
} from "./generated/session-stats.js";
export type { AnalysisCounts, Status } from "./generated/status.js";
export type {
  SessionTimelineGetByIdRequest,
  SessionTimelineResponse,
  TimelineEvent,
} from "./generated/timeline.js";
export type {
  SessionAction,
  SessionText,
  SessionTranscript,
  SessionTranscriptGetByIdRequest,
  SessionTranscriptionResponse,
} from "./generated/transcript.js";
export {
  createSession,
  deleteRecording,
  deleteSession,
  type ImportResultWire,
  importResultModel,
  importSessions,
  listRecordings,
  putFullSummary,
  putLatency,
  putSession,
  putTranscript,
  uploadRecording,
} from "./ingest.js";
export { fieldSchema, type JsonSchema, jsonSchema } from "./json-schema.js";
export {
  type CreatedKeyWire,
  type KeyCreateWire,
  KeyScope,
  keyCreate,
  keyCreateModel,
  keyRevoke,
  keysList,
  type ListedKeyWire,
} from "./keys.js";
export {
  inspectLatencyResponseModel,
  LatencyCategory,
  type LatencyEntryWire,
  type LatencyMeasurementWire,
  LatencyUnitType,
  type SummaryEntryWire,
  sessionLatencyGetById,
  sessionLatencyPutModel,
} from "./latency.js";
export type { DocumentedOperation, Operation, Payload, RequestOf, ResultOf } from "./operation.js";
export { operations, platformOperations } from "./operations.js";
export {
  ChannelName,
  generateSessionRecordingUrls,
  type RecordingWire,
  sessionRecordingStream,
} from "./recording.js";
export {
  recordingSpeechGet,
  recordingUpdateModel,
  recordingWaveformGet,
  recordingWaveformQueryModel,
  type SpeechWire,
  updateRecording,
} from "./recording-audio.js";
export { type Infer, type Model, type Schema, type Wire, wireName } from "./schema.js";
export { type SessionWire, sessionGetById, sessionModel } from "./session.js";
export {
  SessionLabelCode,
  type SessionLabelCreateWire,
  SessionLabelProperties,
  SessionLabelType,
  type SessionLabelWire,
  sessionLabelCreate,
  sessionLabelCreateModel,
  sessionLabelGetById,
  sessionLabelModel,
  sessionLabelsList,
  sessionLabelsListRequestModel,
} from "./session-label.js";
export {
  MAX_PAGE_SIZE,
  OrderByDirection,
  SessionProperties,
  SessionSearchProperties,
  sessionsList,
  sessionsListRequestModel,
} from "./session-list.js";
export {
  MAX_STATS_GROUPS,
  type SessionsStatsWire,
  StatsGroupBy,
  sessionsStats,
  sessionsStatsRequestModel,
} from "./session-stats.js";
export { type StatusWire, statusGet } from "./status.js";
export { parseBound, parseDateTime } from "./time.js";
export {
  sessionTimelineGetById,
  TimelineEventCategory,
  TimelineEventKind,
  type TimelineEventWire,
} from "./timeline.js";
export {
  type SessionTranscriptionWire,
  type SessionTranscriptWire,
  sessionTranscriptGetById,
  sessionTranscriptModel,
  TranscriptSource,
} from "./transcript.js";
export { readQuery, validateJson, wireFields } from "./validate.js";
export {
  addValidationError,
  type Location,
  MAX_VALIDATION_ERRORS,
  shorten,
  type ValidationError,
} from "./validation-errors.js";
