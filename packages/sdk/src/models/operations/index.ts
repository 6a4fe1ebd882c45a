export type {
  GenerateSessionRecordingUrlsRequest,
  SessionRecordingStreamRequest,
} from "#contract/recording.js";
export type { SessionGetByIdRequest, SessionsListRequest } from "#contract/session.js";
