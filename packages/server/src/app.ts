import { randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { RecordingBlobs } from "./blobs/port.js";
import { BrowserSessions } from "./browser-sessions/browser-sessions.js";
import { consoleFileRoutes } from "./console/files-route.js";
import { consoleRoutes } from "./console/routes.js";
import { healthRoutes } from "./health/routes.js";
import { baseUrls } from "./http/base-url.js";
import { parseJsonBodies } from "./http/body.js";
import { BrowserAuth } from "./http/browser-auth.js";
import { clientErrorHandler } from "./http/client-errors.js";
import { limitConnections } from "./http/connections.js";
import { Cors } from "./http/cors.js";
import { handleBadPath, handleErrors } from "./http/error-responses.js";
import { ignoreUnknownParameters } from "./http/ignored-parameters.js";
import { LargeMessages } from "./http/large-messages.js";
import { LargePages } from "./http/large-pages.js";
import { prepareRequests } from "./http/prepare.js";
import { checkQuery } from "./http/query.js";
import { registerRateLimits } from "./http/rate-limits.js";
import { RequestLog, serializers } from "./http/request-log.js";
import { RequestLogger } from "./http/request-logger.js";
import { securityHeadersFor } from "./http/security-headers.js";
import { type Trusts, trustIn } from "./http/trusted-proxies.js";
import { Keys } from "./keys/keys.js";
import { keyRoutes } from "./keys/routes.js";
import { labelRoutes } from "./labels/routes.js";
import { SessionLabels } from "./labels/session-labels.js";
import { openApiRoutes } from "./openapi/routes.js";
import { AnalysisJobs } from "./recordings/analysis/analysis-jobs.js";
import { Examiner } from "./recordings/analysis/examiner.js";
import { Placer } from "./recordings/analysis/placer.js";
import { audioRoutes } from "./recordings/analysis/routes.js";
import { SessionAudio } from "./recordings/analysis/session-audio.js";
import { AudioProbe } from "./recordings/audio/probe.js";
import { RecordingFiles } from "./recordings/recording-files.js";
import { Recordings, type TokenSettings } from "./recordings/recordings.js";
import { recordingRoutes } from "./recordings/routes.js";
import { recordingStreamRoutes } from "./recordings/stream-route.js";
import { RecordingSweeper } from "./recordings/sweeper.js";
import { recordingUploadRoutes } from "./recordings/upload-route.js";
import { RecordingUploads } from "./recordings/uploads.js";
import { importRoutes } from "./sessions/import/routes.js";
import { SessionImport } from "./sessions/import/session-import.js";
import { sessionRoutes } from "./sessions/routes.js";
import { Sessions } from "./sessions/sessions.js";
import {
  DEFAULT_BODY_IDLE_SECONDS,
  DEFAULT_IMPORT_WAIT_SECONDS,
  DEFAULT_MAX_CONNECTIONS,
} from "./settings.js";
import { statusRoutes } from "./status/routes.js";
import type { Store } from "./store/port.js";
import { PartWorkers } from "./transcripts/part-workers.js";
import { Parts } from "./transcripts/parts.js";
import { partRoutes } from "./transcripts/routes.js";

export interface AppOptions {
  readonly store: Store;
  readonly blobs: RecordingBlobs;
  readonly tokens: TokenSettings;
  /** The folder of temporary files. It must exist. */
  readonly spoolDir: string;
  /** The largest recording that is accepted, in bytes. */
  readonly maxRecordingBytes: number;
  /** The folder with the built console. Default: the service has no console. */
  readonly consoleDir?: string | undefined;
  /** The base of recording URLs. Default: the host of the request. */
  readonly publicUrl: string | undefined;
  /** Where log lines are written. Default: standard error. */
  readonly logStream?: { write(line: string): void };
  /** The lowest level that is logged, such as `warn`. */
  readonly logLevel: string;
  /** How long to wait for the next byte of a request body, in milliseconds. Default: 30,000. */
  readonly bodyIdleMs?: number | undefined;
  /** How long an import waits in total while the store is unavailable, in milliseconds. Default: 60,000. */
  readonly importWaitMs?: number | undefined;
  /** The maximum number of open connections. Default: 10,000. */
  readonly maxConnections?: number | undefined;
  /** Requests per minute with one key. Default: 60,000, and unlimited for local clients. */
  readonly requestsPerMinute?: number | undefined;
  /** Addresses and ranges of proxies whose `X-Forwarded-*` headers are trusted. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The origins of pages that may call the service, as parsed by `parseOrigins`. Default: none. */
  readonly corsOrigins?: readonly string[] | undefined;
}

/** Node accepts up to 16 KiB of path and headers, so no id is longer. */
const MAX_PARAM_LENGTH = 16 * 1024;

/**
 * How much of a body Node reads ahead. If a client sends one byte at a time, Node reads this many bytes
 * before the event loop does anything else.
 */
const BODY_BUFFER_BYTES = 4 * 1024;

/** Recordings are placed one at a time, apart from tasks that requests wait for. */
const PLACING_LIMITS = { threads: 1, taskMs: 5 * 60_000 };

export interface App {
  readonly app: FastifyInstance;
  readonly sweeper: RecordingSweeper;
  readonly analysisJobs: AnalysisJobs;
  readonly examiner: Examiner;
}

/**
 * The application, not listening yet. A request passes the hooks of `http/`, the route of its feature,
 * the feature's service, and the port of the store or of the blobs.
 */
export function buildApp(options: AppOptions): App {
  const trusts = trustIn(options.trustedProxies ?? []);
  const baseUrlOf = baseUrls(options.publicUrl, trusts);
  const app = newServer(options, trusts);
  handleErrors(app, baseUrlOf, options.consoleDir !== undefined);
  addRequestHandling(app, options, trusts);
  const { store, blobs } = options;

  const keys = new Keys(store.keys, app.log);
  const browserSessions = new BrowserSessions(store.browserSessions, keys, app.log);
  app.decorate("browserAuth", new BrowserAuth(browserSessions, baseUrlOf));

  const sweeper = new RecordingSweeper(store.recordings, blobs, app.log);
  const probe = new AudioProbe();
  const partWorkers = new PartWorkers();
  const placingWorkers = new PartWorkers(PLACING_LIMITS);
  const placer = new Placer(placingWorkers);
  app.addHook("onClose", () => sweeper.close());
  app.addHook("onClose", async () => probe.close());
  app.addHook("onClose", () => partWorkers.close());
  app.addHook("onClose", async () => placer.close());
  app.addHook("onClose", () => placingWorkers.close());

  const sessions = new Sessions(store.sessions, sweeper);
  const importWaitMs = options.importWaitMs ?? DEFAULT_IMPORT_WAIT_SECONDS * 1_000;
  const sessionImport = new SessionImport(store.sessions, options.spoolDir, importWaitMs);
  app.addHook("preClose", async () => sessionImport.stopWaiting());
  const audio = new SessionAudio(sessions, store.analyses, store.parts, blobs, partWorkers, placer);
  const parts = new Parts(sessions, store.parts, partWorkers, () => examiner.wake());
  const examiner = new Examiner(store.examinations, audio, parts, app.log);
  const analysisJobs = new AnalysisJobs(store.analyses, blobs, app.log, {
    onLost: () => sweeper.wake(),
    onFinished: () => examiner.wake(),
  });
  // Before the workers that it uses.
  app.addHook("preClose", () => examiner.close());
  app.addHook("onClose", () => analysisJobs.close());
  const files = new RecordingFiles(blobs, audio);
  const services = {
    store,
    blobs,
    baseUrlOf,
    keys,
    browserSessions,
    consoleDir: options.consoleDir,
    sessions,
    sessionImport,
    parts,
    labels: new SessionLabels(store.labels),
    audio,
    files,
    recordings: new Recordings(sessions, store.recordings, files, options.tokens, sweeper, audio),
    uploads: new RecordingUploads(
      sessions,
      store.recordings,
      blobs,
      probe,
      sweeper,
      analysisJobs,
      options.maxRecordingBytes,
    ),
    largePages: new LargePages(),
    largeMessages: new LargeMessages(),
  };
  services.largeMessages.limitBodies(app);
  const features = [
    sessionRoutes,
    importRoutes,
    partRoutes,
    labelRoutes,
    recordingRoutes,
    recordingStreamRoutes,
    recordingUploadRoutes,
    audioRoutes,
    keyRoutes,
    statusRoutes,
    consoleRoutes,
    consoleFileRoutes,
    healthRoutes,
    openApiRoutes,
  ];
  for (const addRoutes of features) app.register(async (plugin) => addRoutes(plugin, services));
  return { app, sweeper, analysisJobs, examiner };
}

function newServer(
  { logLevel, logStream, publicUrl, corsOrigins = [] }: AppOptions,
  trusts: Trusts | undefined,
) {
  const securityHeaders = securityHeadersFor(publicUrl);
  const app = Fastify({
    logger: { level: logLevel, stream: logStream ?? process.stderr, serializers },
    logController: new RequestLog(logLevel),
    childLoggerFactory: (parent, bindings, options) =>
      new RequestLogger(parent, () => parent.child(bindings, options)) as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_LENGTH },
    // Uploads and downloads may take any time, as long as bytes move.
    requestTimeout: 0,
    // `prepareRequests` rejects a missing Host header, with a reason.
    http: { requireHostHeader: false, highWaterMark: BODY_BUFFER_BYTES },
    trustProxy: trusts ?? false,
    clientErrorHandler: clientErrorHandler(securityHeaders),
    frameworkErrors: handleBadPath,
  });
  app.decorate("securityHeaders", securityHeaders);
  app.decorate("cors", new Cors(corsOrigins));
  return app;
}

/** Adds the hooks and handlers that all routes share. */
function addRequestHandling(
  app: FastifyInstance,
  options: AppOptions,
  trusts: Trusts | undefined,
): void {
  parseJsonBodies(app);
  limitConnections(app, options.maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  prepareRequests(app, {
    bodyIdleMs: options.bodyIdleMs ?? DEFAULT_BODY_IDLE_SECONDS * 1_000,
    trusts,
  });
  registerRateLimits(app, options.requestsPerMinute);
  ignoreUnknownParameters(app);
  app.addHook("preHandler", checkQuery);
}
