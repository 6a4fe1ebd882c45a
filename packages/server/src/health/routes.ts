import type { FastifyInstance } from "fastify";
import type { RecordingBlobs } from "../blobs/port.js";
import { HttpError } from "../http/http-error.js";
import { sendJson } from "../http/send.js";
import type { Store } from "../store/port.js";

const OK = JSON.stringify({ status: "ok" });

export function healthRoutes(app: FastifyInstance, store: Store, blobs: RecordingBlobs): void {
  app.get("/healthz", async (_request, reply) => sendJson(reply, OK));

  app.get("/readyz", async (request, reply) => {
    for (const [part, check] of [
      ["store", () => store.ping()],
      ["recordings", () => blobs.ping()],
    ] as const) {
      await check().catch((error) => {
        request.log.error({ err: error }, `the ${part} can't be used`);
        throw new HttpError(503, `not ready: the ${part} can't be used; the log tells why`);
      });
    }
    return sendJson(reply, OK);
  });
}
