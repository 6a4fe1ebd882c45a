export type {
  GenerateSessionRecordingUrlsRequest,
  SessionFullSummaryGetByIdRequest,
  SessionGetByIdRequest,
  SessionLabelGetByIdRequest,
  SessionLabelsListRequest,
  SessionLatencyGetByIdRequest,
  SessionRecordingStreamRequest,
  SessionsListRequest,
  SessionTimelineGetByIdRequest,
  SessionTranscriptGetByIdRequest,
} from "syllable-contract";
