import type { FastifyInstance } from "fastify";
import type { RecordingBlobs } from "../blobs/port.js";
import { HttpError } from "../http/http-error.js";
import { sendJson } from "../http/send.js";
import type { Store } from "../store/port.js";

const OK = JSON.stringify({ status: "ok" });

interface Services {
  readonly store: Store;
  readonly blobs: RecordingBlobs;
}

export function healthRoutes(app: FastifyInstance, { store, blobs }: Services): void {
  const checks = [
    ["store", () => store.ping()],
    ["recordings", () => blobs.ping()],
  ] as const;

  app.get("/healthz", async (_request, reply) => sendJson(reply, OK));

  app.get("/readyz", async (request, reply) => {
    for (const [name, check] of checks) {
      await check().catch((error) => {
        request.log.error({ err: error }, `the ${name} can't be used`);
        throw new HttpError(503, `not ready: the ${name} can't be used; see the service log`);
      });
    }
    return sendJson(reply, OK);
  });
}
