/** What of the SDK needs files, as Node, Bun and Deno have them. */
export type { RecordingSource } from "./recording-source.js";
export { SaveRecordingError, type SaveRecordingFault } from "./save-error.js";
export type { Progress, SavedRecording, SaveRecordingOptions } from "./save-options.js";
export { saveRecording } from "./save-recording.js";
