export type { SessionFullSummaryGetByIdRequest } from "#contract/full-summary.js";
export type { SessionLatencyGetByIdRequest } from "#contract/latency.js";
export type {
  GenerateSessionRecordingUrlsRequest,
  SessionRecordingStreamRequest,
} from "#contract/recording.js";
export type { SessionGetByIdRequest, SessionsListRequest } from "#contract/session.js";
export type {
  SessionLabelGetByIdRequest,
  SessionLabelsListRequest,
} from "#contract/session-label.js";
export type { SessionTimelineGetByIdRequest } from "#contract/timeline.js";
export type { SessionTranscriptGetByIdRequest } from "#contract/transcript.js";
