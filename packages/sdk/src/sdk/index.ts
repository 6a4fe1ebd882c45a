/** The classes of the client and its resources. */
export { Audio } from "./audio.js";
export { FullSummary } from "./full-summary.js";
export { Ingest } from "./ingest.js";
export { Latency } from "./latency.js";
export { Recordings } from "./recordings.js";
export { SyllableSDK } from "./sdk.js";
export { SessionLabels } from "./session-labels.js";
export { Sessions } from "./sessions.js";
export { Timeline } from "./timeline.js";
export { Transcript } from "./transcript.js";
