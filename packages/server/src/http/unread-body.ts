import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { setImmediate as nextIteration } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { hasPendingBody } from "./pending-body.js";

/** How much of a body is still read after an early response, and for how long. */
const DRAIN_BYTES = 1024 * 1024;
const DRAIN_MS = 2_000;

/**
 * Sends a response even if the body of the request has not fully arrived. Node would read such a body to
 * its end, however long it is. Instead, `Connection: close` asks the client to stop sending. The
 * connection is closed a little later: closing it at once, with unread bytes, would reset it, and the
 * client could lose the response.
 */
export function sendEarly(reply: FastifyReply, payload: string | Buffer): FastifyReply {
  const { raw, method } = reply.request;
  if (!hasPendingBody(raw)) return reply.send(payload);
  const send = async () => {
    // By then Node has parsed everything that arrived together with the headers.
    await nextIteration();
    if (!hasPendingBody(raw)) return reply.send(payload);
    reply.header("connection", "close");
    if (method === "HEAD") return reply.send(payload);
    // The length shows clients that the response is complete while the connection is still open.
    reply.header("content-length", Buffer.byteLength(payload));
    return reply.send(Readable.from(thenDrain(payload, raw)));
  };
  send().catch((error) => reply.send(error));
  return reply;
}

async function* thenDrain(payload: string | Buffer, request: IncomingMessage) {
  yield payload;
  await drain(request);
}

/** Reads a limited part of a body, and waits a limited time until the body or the connection ends. */
function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let remainingBytes = DRAIN_BYTES;
    const timer = setTimeout(resolve, DRAIN_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    request.on("data", (chunk: Buffer) => {
      remainingBytes -= chunk.length;
      // The client can then no longer send, but it can still receive.
      if (remainingBytes <= 0) request.pause();
    });
    request.once("end", end).once("error", end).once("close", end);
    request.resume();
  });
}
