import type { FastifyReply } from "fastify";
import { Failure } from "../failure.js";

/** Aborted once the client has gone before it was answered. */
export function disconnectOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new Failure(499, "the client has gone"));
  });
  return gone.signal;
}
