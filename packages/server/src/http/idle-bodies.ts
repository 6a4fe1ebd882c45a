import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { endConnection } from "./client-errors.js";

/** How often a body is checked within the limit. */
const CHECKS = 4;

interface Watched {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  bytesRead: number;
  /** Consecutive checks without a new byte. */
  idleChecks: number;
}

/** Requests whose client may be waiting for the service. */
const held = new WeakSet<IncomingMessage>();

/** Sets whether the body of a request may be idle, because the service itself waits. */
export function holdIdleBody(request: IncomingMessage, isHeld: boolean): void {
  if (isHeld) held.add(request);
  else held.delete(request);
}

/**
 * Returns a function that watches the pending body of a request. If no byte of the body arrives within
 * the limit, the connection is closed, after a 408 if the response has not begun. A body is not idle
 * while the service itself does not read it because its buffer is full.
 */
export function limitIdleBodies(
  app: FastifyInstance,
  limitMs: number,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const watched = new Map<IncomingMessage, Watched>();
  const check = () => {
    for (const [raw, body] of watched) {
      const { bytesRead } = raw.socket;
      const isActive =
        bytesRead !== body.bytesRead ||
        raw.readableLength > 0 ||
        raw.socket.isPaused() ||
        held.has(raw);
      body.bytesRead = bytesRead;
      // Checks are counted instead of time, so that a long pause of the process counts as one check.
      body.idleChecks = isActive || raw.complete ? 0 : body.idleChecks + 1;
      if (body.idleChecks > CHECKS) {
        watched.delete(raw);
        close(body, limitMs / 1_000);
      }
    }
  };
  const timer = setInterval(check, limitMs / CHECKS).unref();
  app.addHook("onClose", async () => clearInterval(timer));

  return (request, reply) => {
    const { raw } = request;
    watched.set(raw, { request, reply, bytesRead: raw.socket.bytesRead, idleChecks: 0 });
    reply.raw.once("close", () => watched.delete(raw));
  };
}

function close({ request, reply }: Watched, seconds: number): void {
  const { socket } = request.raw;
  request.log.info(`no byte of the body arrived for ${seconds} s: the connection is closed`);
  // A response without a socket waits for earlier responses on its connection.
  if (reply.raw.headersSent || !reply.raw.socket || !socket.writable) {
    socket.destroy();
    return;
  }
  const detail = `no byte of the body arrived for ${seconds} s; send the request again`;
  endConnection(socket, 408, detail, { ...reply.getHeaders(), ...request.server.securityHeaders });
}
