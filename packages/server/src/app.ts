import { randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import type { RecordingBlobs } from "./blobs/port.js";
import { healthRoutes } from "./health/routes.js";
import { parseJsonBodies } from "./http/body.js";
import { clientErrorHandler } from "./http/client-errors.js";
import { limitConnections } from "./http/connections.js";
import { handleBadPath, handleErrors } from "./http/error-responses.js";
import { LargeMessages } from "./http/large-messages.js";
import { LargePages } from "./http/large-pages.js";
import { prepareRequests } from "./http/prepare.js";
import { refuseQuery } from "./http/query.js";
import { registerRateLimits } from "./http/rate-limits.js";
import { RequestLog, serializers } from "./http/request-log.js";
import { RequestLogger } from "./http/request-logger.js";
import { securityHeadersFor } from "./http/security-headers.js";
import { Keys } from "./keys/keys.js";
import { sessionLabelRoutes } from "./labels/routes.js";
import { SessionLabels } from "./labels/session-labels.js";
import { openApiRoute } from "./openapi/routes.js";
import { AudioProbe } from "./recordings/audio/probe.js";
import { Recordings, type TokenSettings } from "./recordings/recordings.js";
import { recordingRoutes } from "./recordings/routes.js";
import { recordingStreamRoute } from "./recordings/stream-route.js";
import { RecordingSweeper } from "./recordings/sweeper.js";
import { recordingUploadRoute } from "./recordings/upload-route.js";
import { RecordingUploads } from "./recordings/uploads.js";
import { importRoute } from "./sessions/import/routes.js";
import { SessionImport } from "./sessions/import/session-import.js";
import { sessionRoutes } from "./sessions/routes.js";
import { Sessions } from "./sessions/sessions.js";
import { DEFAULT_BODY_IDLE_SECONDS, DEFAULT_MAX_CONNECTIONS } from "./settings.js";
import type { Store } from "./store/port.js";
import { PartWorkers } from "./transcripts/part-workers.js";
import { Parts } from "./transcripts/parts.js";
import { partRoutes } from "./transcripts/routes.js";
import { VERSION } from "./version.js";

export interface AppOptions {
  readonly store: Store;
  readonly blobs: RecordingBlobs;
  readonly tokens: TokenSettings;
  /** The folder of temporary files. It exists. */
  readonly spoolDir: string;
  /** The largest recording taken, in bytes. */
  readonly maxRecordingBytes: number;
  /** The base of recording URLs. Default: the host that the request named. */
  readonly publicUrl: string | undefined;
  /** Where log lines go. Default standard error. */
  readonly logStream?: { write(line: string): void };
  /** The least level that is logged, such as `warn`. */
  readonly logLevel: string;
  /** How long to wait for the next byte of a request body. Default 30 seconds. */
  readonly bodyIdleMs?: number | undefined;
  /** The most open connections. Default 10,000. */
  readonly maxConnections?: number | undefined;
  /** The most requests per minute with one key. Default 60,000, and no limit for local clients. */
  readonly requestsPerMinute?: number | undefined;
  /** Addresses and ranges of proxies whose `X-Forwarded-*` headers are used. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
}

/** Node takes request heads up to 16 KiB, so that no id is longer. */
const MAX_PARAM_LENGTH = 16 * 1024;

/**
 * How much of a body Node reads ahead. A client may send a byte at a time, and Node reads this many
 * of them before anything else has a turn.
 */
const BODY_BUFFER_BYTES = 4 * 1024;

/** The service, not listening yet. */
export function buildApp(appParts: AppOptions): {
  app: FastifyInstance;
  sweeper: RecordingSweeper;
} {
  const { store, blobs, publicUrl, logLevel, trustedProxies = [] } = appParts;
  const securityHeaders = securityHeadersFor(publicUrl);
  const app = Fastify({
    logger: { level: logLevel, stream: appParts.logStream ?? process.stderr, serializers },
    logController: new RequestLog(logLevel),
    childLoggerFactory: (parent, bindings, options) =>
      new RequestLogger(parent, () => parent.child(bindings, options)) as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAM_LENGTH },
    // A long upload or download is healthy as long as bytes move.
    requestTimeout: 0,
    // A missing Host header is rejected below, with a reason.
    http: { requireHostHeader: false, highWaterMark: BODY_BUFFER_BYTES },
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    clientErrorHandler: clientErrorHandler(securityHeaders),
    frameworkErrors: handleBadPath,
  });
  const keys = new Keys(store.keys);
  const sweeper = new RecordingSweeper(store.recordings, blobs, app.log);
  app.addHook("onClose", () => sweeper.close());
  const sessions = new Sessions(store.sessions, sweeper);
  const recordings = new Recordings(sessions, store.recordings, blobs, appParts.tokens);
  const probe = new AudioProbe();
  app.addHook("onClose", async () => probe.close());
  const uploads = new RecordingUploads(
    sessions,
    store.recordings,
    blobs,
    probe,
    sweeper,
    appParts.maxRecordingBytes,
  );

  app.decorate("securityHeaders", securityHeaders);
  handleErrors(app);
  parseJsonBodies(app);
  limitConnections(app, appParts.maxConnections ?? DEFAULT_MAX_CONNECTIONS);
  prepareRequests(app, {
    bodyIdleMs: appParts.bodyIdleMs ?? DEFAULT_BODY_IDLE_SECONDS * 1_000,
    trustsProxies: trustedProxies.length > 0,
  });
  registerRateLimits(app, appParts.requestsPerMinute);
  const largeMessages = new LargeMessages();
  largeMessages.limitBodies(app);
  app.addHook("preHandler", refuseQuery);
  const largePages = new LargePages();
  app.register(async (scope) => sessionRoutes(scope, keys, sessions, largePages));
  const partWorkers = new PartWorkers();
  app.addHook("onClose", () => partWorkers.close());
  const parts = new Parts(sessions, store.parts, partWorkers);
  app.register(async (scope) => partRoutes(scope, keys, parts, largeMessages));
  app.register(async (scope) =>
    sessionLabelRoutes(scope, keys, new SessionLabels(store.labels), largePages),
  );
  app.register(async (scope) => recordingRoutes(scope, keys, recordings, publicUrl));
  app.register(async (scope) => recordingStreamRoute(scope, keys, recordings));
  app.register(async (scope) => recordingUploadRoute(scope, keys, uploads));
  const sessionImport = new SessionImport(store.sessions, appParts.spoolDir);
  app.register(async (scope) => importRoute(scope, keys, sessionImport));
  app.register(async (scope) => healthRoutes(scope, store, blobs));
  app.register(async (scope) => openApiRoute(scope, VERSION));
  return { app, sweeper };
}
