import { SyllableSDKCore } from "../../src/core.js";
import { ingestCreateSession } from "../../src/funcs/ingestCreateSession.js";
import { ingestDeleteRecording } from "../../src/funcs/ingestDeleteRecording.js";
import { ingestDeleteSession } from "../../src/funcs/ingestDeleteSession.js";
import { ingestPutFullSummary } from "../../src/funcs/ingestPutFullSummary.js";
import { ingestPutLatency } from "../../src/funcs/ingestPutLatency.js";
import { ingestPutSession } from "../../src/funcs/ingestPutSession.js";
import { ingestPutTranscript } from "../../src/funcs/ingestPutTranscript.js";
import { ingestUploadRecording } from "../../src/funcs/ingestUploadRecording.js";
import { sessionLabelsCreate } from "../../src/funcs/sessionLabelsCreate.js";
import { sessionLabelsGetById } from "../../src/funcs/sessionLabelsGetById.js";
import { sessionLabelsList } from "../../src/funcs/sessionLabelsList.js";
import { sessionsAudioGetById } from "../../src/funcs/sessionsAudioGetById.js";
import { sessionsFullSummaryGetById } from "../../src/funcs/sessionsFullSummaryGetById.js";
import { sessionsGenerateSessionRecordingUrls } from "../../src/funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsGetById } from "../../src/funcs/sessionsGetById.js";
import { sessionsLatencyGetById } from "../../src/funcs/sessionsLatencyGetById.js";
import { sessionsList } from "../../src/funcs/sessionsList.js";
import { sessionsRecordingsGetSpeech } from "../../src/funcs/sessionsRecordingsGetSpeech.js";
import { sessionsRecordingsGetWaveform } from "../../src/funcs/sessionsRecordingsGetWaveform.js";
import { sessionsRecordingsList } from "../../src/funcs/sessionsRecordingsList.js";
import { sessionsRecordingsUpdate } from "../../src/funcs/sessionsRecordingsUpdate.js";
import { sessionsSessionRecordingStream } from "../../src/funcs/sessionsSessionRecordingStream.js";
import { sessionsStats } from "../../src/funcs/sessionsStats.js";
import { sessionsTimelineGetById } from "../../src/funcs/sessionsTimelineGetById.js";
import { sessionsTranscriptGetById } from "../../src/funcs/sessionsTranscriptGetById.js";
import type { SDKOptions } from "../../src/lib/config.js";
import type { RequestOptions } from "../../src/lib/sdks.js";
import { SyllableSDK } from "../../src/sdk/sdk.js";
import type { Result } from "../../src/types/index.js";
import { page, timestamp } from "./server.js";

export const KEY = "key-that-must-not-get-out";
export const TOKEN = "token-that-must-not-get-out";

/** What an operation returns. */
export type ResultKind = "json" | "bytes" | "nothing" | "lines";

/** An operation as a function and as a method, with a request and a valid response. */
export interface TestOperation {
  name: string;
  kind: ResultKind;
  /** The body of a valid response. */
  response: unknown;
  call(settings: SDKOptions, options?: RequestOptions): Promise<Result<unknown, Error>>;
  method(settings: SDKOptions, options?: RequestOptions): Promise<unknown>;
}

type Func<Q> = (
  client: SyllableSDKCore,
  request: Q,
  options?: RequestOptions,
) => Promise<Result<unknown, Error>>;
type Method<Q> = (sdk: SyllableSDK, request: Q, options?: RequestOptions) => Promise<unknown>;

const operation = <Q>(
  func: Func<Q>,
  method: Method<Q>,
  request: Q,
  response: unknown,
  kind: ResultKind = "json",
): TestOperation => ({
  name: func.name,
  kind,
  response,
  call: (settings, options) => func(new SyllableSDKCore(settings), request, options),
  method: (settings, options) => method(new SyllableSDK(settings), request, options),
});

const id = { sessionId: "1" };
const session = { timestamp, session_id: "1" };
const at = new Date(timestamp);
const label = { sessionId: 1, type: "human-rating", code: "GOOD", userEmail: "a@b.c" } as const;
const storedLabel = { session_id: 1, type: "human-rating", code: "GOOD", user_email: "a@b.c" };
const labelResponse = { ...storedLabel, id: 7, timestamp };
const transcript = { session_id: "1", transcription: [], actions: [] };
const latency = { session_id: "1", timeline: [] };
const recording = { name: "a", state: "ready", type: "audio/wav" };
const waveform = {
  ...{ version: 2, channels: 1, sample_rate: 8_000, samples_per_pixel: 80, bits: 8 },
  ...{ length: 1, data: [-3, 3] },
};

export const recordingStream = operation(
  sessionsSessionRecordingStream,
  ({ sessions }, ...args) => sessions.sessionRecordingStream(...args),
  { token: TOKEN },
  "bytes",
  "bytes",
);
export const recordingUrls = operation(
  sessionsGenerateSessionRecordingUrls,
  ({ sessions }, ...args) => sessions.generateSessionRecordingUrls(...args),
  id,
  { session_id: "1", recordings: [] },
);

/** Every operation that returns a promise. */
export const operations: TestOperation[] = [
  operation(sessionsList, ({ sessions }, ...args) => sessions.list(...args), {}, page),
  operation(
    sessionsStats,
    ({ sessions }, ...args) => sessions.stats(...args),
    { groupBy: "day" },
    { groups: [{ key: null, sessions: 1, duration_seconds: 1.5 }], total_count: 1 },
  ),
  operation(sessionsGetById, ({ sessions }, ...args) => sessions.getById(...args), id, session),
  recordingUrls,
  recordingStream,
  operation(
    sessionsTranscriptGetById,
    ({ sessions }, ...args) => sessions.transcript.getById(...args),
    id,
    transcript,
  ),
  operation(
    sessionsFullSummaryGetById,
    ({ sessions }, ...args) => sessions.fullSummary.getById(...args),
    id,
    {},
  ),
  operation(
    sessionsLatencyGetById,
    ({ sessions }, ...args) => sessions.latency.getById(...args),
    id,
    latency,
  ),
  operation(
    sessionsTimelineGetById,
    ({ sessions }, ...args) => sessions.timeline.getById(...args),
    id,
    { session_id: "1", events: [] },
  ),
  operation(sessionsAudioGetById, ({ sessions }, ...args) => sessions.audio.getById(...args), id, {
    session_id: "1",
    recordings: [],
  }),
  operation(
    sessionsRecordingsList,
    ({ sessions }, ...args) => sessions.recordings.list(...args),
    id,
    { session_id: "1", items: [recording] },
  ),
  operation(
    sessionsRecordingsUpdate,
    ({ sessions }, ...args) => sessions.recordings.update(...args),
    { ...id, name: "a", startedAt: at },
    recording,
  ),
  operation(
    sessionsRecordingsGetWaveform,
    ({ sessions }, ...args) => sessions.recordings.getWaveform(...args),
    { ...id, name: "a" },
    waveform,
  ),
  operation(
    sessionsRecordingsGetSpeech,
    ({ sessions }, ...args) => sessions.recordings.getSpeech(...args),
    { ...id, name: "a" },
    { channels: [] },
  ),
  operation(
    sessionLabelsList,
    ({ sessionLabels: labels }, ...args) => labels.list(...args),
    {},
    { ...page, items: [labelResponse] },
  ),
  operation(
    sessionLabelsGetById,
    ({ sessionLabels: labels }, ...args) => labels.getById(...args),
    { sessionLabelId: 7 },
    labelResponse,
  ),
  operation(
    sessionLabelsCreate,
    ({ sessionLabels: labels }, ...args) => labels.create(...args),
    label,
    labelResponse,
  ),
  operation(
    ingestPutSession,
    ({ ingest }, ...args) => ingest.putSession(...args),
    { ...id, timestamp: at },
    session,
  ),
  operation(
    ingestCreateSession,
    ({ ingest }, ...args) => ingest.createSession(...args),
    { timestamp: at },
    session,
  ),
  operation(
    ingestUploadRecording,
    ({ ingest }, ...args) => ingest.uploadRecording(...args),
    { ...id, name: "a", body: new Blob(["bytes"], { type: "audio/wav" }) },
    recording,
  ),
  operation(
    ingestPutTranscript,
    ({ ingest }, ...args) => ingest.putTranscript(...args),
    id,
    transcript,
  ),
  operation(ingestPutFullSummary, ({ ingest }, ...args) => ingest.putFullSummary(...args), id, {}),
  operation(
    ingestPutLatency,
    ({ ingest }, ...args) => ingest.putLatency(...args),
    { ...id, timeline: [] },
    latency,
  ),
  operation(
    ingestDeleteRecording,
    ({ ingest }, ...args) => ingest.deleteRecording(...args),
    { ...id, name: "a" },
    "",
    "nothing",
  ),
  operation(
    ingestDeleteSession,
    ({ ingest }, ...args) => ingest.deleteSession(...args),
    id,
    "",
    "nothing",
  ),
];

/** Lists sessions with a new client. */
export const list = (settings: SDKOptions, options?: RequestOptions) =>
  sessionsList(new SyllableSDKCore({ apiKeyHeader: KEY, ...settings }), {}, options);

const results = async (settings: SDKOptions, options?: RequestOptions) => {
  const sessions = [{ ...id, timestamp: at }];
  const all: unknown[] = [];
  const results = new SyllableSDK(settings).ingest.importSessions(sessions, options);
  for await (const result of results) all.push(result);
  return all;
};

/** The operation that returns a generator, as a promise. */
export const importing: TestOperation = {
  name: "ingestImportSessions",
  kind: "lines",
  response: '{"line":1,"status":"created","session_id":"1"}\n',
  call: (settings, options) =>
    results(settings, options).then(
      (value) => ({ ok: true, value }),
      (error) => ({ ok: false, error }),
    ),
  method: results,
};
