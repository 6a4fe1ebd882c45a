import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { importSessions } from "#contract/ingest.js";
import { requireScope } from "../http/auth.js";
import { takeStreams } from "../http/body.js";
import { pathOf } from "../http/route.js";
import type { Keys } from "../services/keys.js";
import type { SessionImport } from "../services/session-import.js";

export function importRoute(app: FastifyInstance, keys: Keys, sessionImport: SessionImport): void {
  takeStreams(app);
  const write = { onRequest: requireScope(keys, "write") };
  app.post(pathOf(importSessions), write, async (request, reply) => {
    const verdicts = sessionImport.run(request.apiKey.organisation, request.raw, request.log);
    return reply.header("content-type", "application/x-ndjson").send(Readable.from(verdicts));
  });
}
