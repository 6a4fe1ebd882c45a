import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { importSessions } from "syllable-contract";
import { requireScope } from "../../http/auth.js";
import { useStreamBodies } from "../../http/body.js";
import { isGzip } from "../../http/content-encoding.js";
import { disconnectOf } from "../../http/disconnect.js";
import { gunzip } from "../../http/gunzip.js";
import { holdIdleBody } from "../../http/idle-bodies.js";
import { PartialBody } from "../../http/partial-body.js";
import { queryOf } from "../../http/query.js";
import { RequestQueue } from "../../http/request-queue.js";
import { pathOf } from "../../http/route.js";
import type { Keys } from "../../keys/keys.js";
import type { SessionImport } from "./session-import.js";

/** How many imports run at a time: each holds two batches of sessions in memory. */
const LIMITS = { total: 24, perOrganisation: 8 };

interface Services {
  readonly keys: Keys;
  readonly sessionImport: SessionImport;
}

export function importRoutes(app: FastifyInstance, { keys, sessionImport }: Services): void {
  useStreamBodies(app);
  const write = {
    onRequest: requireScope(keys, "write"),
    config: { streamsBody: true, readsQuery: true },
  };
  const queue = new RequestQueue(LIMITS);

  app.post(pathOf(importSessions), write, async (request, reply) => {
    const { match } = queryOf(request, importSessions.request);
    await queue.wait(request, reply);
    const { apiKey, raw, log } = request;
    const context = {
      log,
      match: match ?? undefined,
      signal: disconnectOf(reply),
      onWait: (isWaiting: boolean) => holdIdleBody(raw, isWaiting),
    };
    const body = new PartialBody(raw);
    const content = isGzip(request) ? gunzip(body.read()) : body.read();
    async function* results() {
      yield* sessionImport.run(apiKey.organisation, content, context);
      await body.end();
      if (!raw.complete) reply.raw.once("finish", () => raw.socket.destroySoon());
    }
    return reply.header("content-type", "application/x-ndjson").send(Readable.from(results()));
  });
}
