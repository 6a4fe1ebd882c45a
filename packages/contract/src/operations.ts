import { sessionAudioGetById } from "./audio-facts.js";
import {
  browserSessionEnd,
  browserSessionGet,
  browserSessionStart,
  signInLinkCreate,
} from "./console.js";
import { sessionFullSummaryGetById } from "./full-summary.js";
import {
  createSession,
  deleteRecording,
  deleteSession,
  importSessions,
  listRecordings,
  putFullSummary,
  putLatency,
  putSession,
  putTranscript,
  uploadRecording,
} from "./ingest.js";
import { keyCreate, keyRevoke, keysList } from "./keys.js";
import { sessionLatencyGetById } from "./latency.js";
import type { DocumentedOperation } from "./operation.js";
import { generateSessionRecordingUrls, sessionRecordingStream } from "./recording.js";
import { recordingSpeechGet, recordingWaveformGet, updateRecording } from "./recording-audio.js";
import { sessionGetById } from "./session.js";
import { sessionLabelCreate, sessionLabelGetById, sessionLabelsList } from "./session-label.js";
import { sessionsList } from "./session-list.js";
import { sessionsStats } from "./session-stats.js";
import { statusGet } from "./status.js";
import { sessionTimelineGetById } from "./timeline.js";
import { sessionTranscriptGetById } from "./transcript.js";

/** The operations that the Syllable platform also has. */
export const platformOperations: readonly DocumentedOperation[] = [
  sessionsList,
  sessionGetById,
  generateSessionRecordingUrls,
  sessionRecordingStream,
  sessionTranscriptGetById,
  sessionFullSummaryGetById,
  sessionLatencyGetById,
  sessionTimelineGetById,
  sessionLabelsList,
  sessionLabelGetById,
  sessionLabelCreate,
];

/** Every operation, in the order of the documentation. */
export const operations: readonly DocumentedOperation[] = [
  ...platformOperations,
  putTranscript,
  putFullSummary,
  putLatency,
  putSession,
  createSession,
  deleteSession,
  importSessions,
  uploadRecording,
  deleteRecording,
  listRecordings,
  updateRecording,
  recordingWaveformGet,
  recordingSpeechGet,
  sessionAudioGetById,
  keysList,
  keyCreate,
  keyRevoke,
  statusGet,
  browserSessionStart,
  browserSessionGet,
  browserSessionEnd,
  signInLinkCreate,
  sessionsStats,
];
