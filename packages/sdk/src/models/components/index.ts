export type { ValidationError } from "#contract/check.js";
export type { SessionRecordingResponse } from "#contract/recording.js";
export type { ListResponseSession, Session } from "#contract/session.js";
export { OrderByDirection, SessionProperties } from "#contract/session.js";
