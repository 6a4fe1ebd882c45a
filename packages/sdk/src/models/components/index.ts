export type { ValidationError } from "#contract/check.js";
export type { SessionSummaryResponse } from "#contract/full-summary.js";
export type { ImportVerdict, Recording } from "#contract/ingest.js";
export type {
  InspectLatencyResponse,
  LatencyEntry,
  LatencyMeasurement,
  SessionLatency,
  SummaryEntry,
} from "#contract/latency.js";
export { LatencyCategory, LatencyUnit } from "#contract/latency.js";
export type { SessionRecordingResponse } from "#contract/recording.js";
export type { ListResponseSession, Session } from "#contract/session.js";
export { OrderByDirection, SessionProperties } from "#contract/session.js";
export type {
  ListResponseSessionLabel,
  SessionLabel,
  SessionLabelCreate,
} from "#contract/session-label.js";
export {
  SessionLabelCode,
  SessionLabelProperties,
  SessionLabelType,
} from "#contract/session-label.js";
export type { SessionTimelineResponse, TimelineEvent } from "#contract/timeline.js";
export { TimelineEventKind } from "#contract/timeline.js";
export type {
  SessionAction,
  SessionText,
  SessionTranscript,
  SessionTranscriptionResponse,
} from "#contract/transcript.js";
export { TranscriptSource } from "#contract/transcript.js";
