/** The part of the SDK that needs a file system: for Node, Bun and Deno. */
export type { RecordingSource } from "./recording-source.js";
export { SaveRecordingError, type SaveRecordingFault } from "./save-error.js";
export type { Progress, SavedRecording, SaveRecordingOptions } from "./save-options.js";
export { saveRecording } from "./save-recording.js";
