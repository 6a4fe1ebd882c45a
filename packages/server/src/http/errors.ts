import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ValidationError } from "syllable-contract";
import { BlobsUnavailable } from "../blobs/port.js";
import { Failure, InvalidCredential } from "../failure.js";
import type { Page } from "../lists/page-stream.js";
import { ListTooLong, StoreUnavailable } from "../store/port.js";
import { sendEarly } from "./unread-body.js";

/** Published clients want exactly this content type on a 422. */
export const JSON_TYPE = "application/json";

/** Up to this size, concatenating the pieces costs less than a stream. */
const SMALL_BYTES = 64 * 1024;

const DISK_FULL: readonly (string | undefined)[] = [
  "ENOSPC",
  "EDQUOT",
  "SQLITE_FULL",
  // What PostgreSQL tells.
  "53100",
];

const asIs = (json: unknown): string => json as string;

/** Answers with finished JSON: text, or its bytes. */
export function sendJson(reply: FastifyReply, json: string | Buffer): FastifyReply {
  reply.header("content-type", JSON_TYPE);
  // Without a serializer Fastify adds a charset to the content type of text.
  if (typeof json === "string") reply.serializer(asIs);
  return sendEarly(reply, json);
}

/** Sends finished JSON that is in pieces. */
export function sendPieces(reply: FastifyReply, pieces: readonly Uint8Array[]): FastifyReply {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= SMALL_BYTES) return sendJson(reply, Buffer.concat(pieces));
  reply.headers({ "content-type": JSON_TYPE, "content-length": bytes });
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** Sends a page of a list: as a whole, or as a stream of its pieces. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  if (Buffer.isBuffer(page)) return sendJson(reply, page);
  // Fastify would read all pieces for a HEAD request, and drop them.
  const pieces = reply.request.method === "HEAD" ? [] : page;
  return reply.header("content-type", JSON_TYPE).send(Readable.from(pieces));
}

const sendError = (reply: FastifyReply, status: number, detail: string | ValidationError[]) => {
  // The route may have set headers for the response that it could not send.
  reply.code(status).removeHeader("content-length").headers(reply.server.securityHeaders);
  return sendJson(reply, JSON.stringify({ detail }));
};

const sendFailure = (reply: FastifyReply, { status, detail, retryAfter }: Failure) => {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return sendError(reply, status, detail);
};

/** Responds to a path that cannot be decoded. Hooks do not run for such a request. */
export const handleBadPath = (_error: unknown, { id }: FastifyRequest, reply: FastifyReply) =>
  sendError(
    reply.header("x-request-id", id),
    400,
    "the path has an invalid percent-escape, such as %zz",
  );

/** How long a client should wait for something that is unavailable for a while, in seconds. */
const RETRY_AFTER = 5;

function sendUnavailable(
  reply: FastifyReply,
  what: string,
  { message, passes }: BlobsUnavailable | StoreUnavailable,
) {
  if (passes) reply.header("retry-after", RETRY_AFTER);
  const outlook = passes ? "try again soon" : "the operator of the service must fix it";
  return sendError(reply, 503, `${what} can't be used now: ${message}; ${outlook}`);
}

/** Turns every failure into a response with a `detail`. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Failure, request, reply) => {
    if (error instanceof InvalidCredential) {
      const { rateLimits } = request.server;
      return rateLimits.countInvalid(request, error).then((failure) => sendFailure(reply, failure));
    }
    if (error instanceof Failure) return sendFailure(reply, error);
    if (error instanceof BlobsUnavailable || error instanceof StoreUnavailable) {
      const what = error instanceof BlobsUnavailable ? "the recordings" : "the database";
      request.log.error({ err: error }, `${what} can't be used`);
      return sendUnavailable(reply, what, error);
    }
    if (error instanceof ListTooLong) {
      const remedy = "ask for less time or set another filter";
      return sendError(reply, 503, `the list can't be read: ${error.message}; ${remedy}`);
    }
    if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
      const msg = "must be a media type, such as application/json";
      return sendError(reply, 422, [{ loc: ["header", "content-type"], msg, type: "value_error" }]);
    }
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
      const { bodyLimit } = request.routeOptions;
      return sendError(
        reply,
        413,
        `the body may have at most ${bodyLimit} bytes; nothing was stored`,
      );
    }
    if (DISK_FULL.includes(error.code)) {
      request.log.error({ err: error }, "the disk is full");
      return sendError(
        reply,
        507,
        "the disk that sessions and recordings are stored on is full; nothing was stored",
      );
    }
    if ((error.statusCode ?? 500) < 500) return sendError(reply, error.statusCode!, error.message);
    request.log.error({ err: error }, "request failed");
    return sendError(reply, 500, `internal error; the log has more under request ${request.id}`);
  });

  app.setNotFoundHandler((request: FastifyRequest, reply) => {
    const path = request.url.split("?")[0]!.slice(0, 200);
    return sendError(
      reply,
      404,
      `there is no ${request.method} ${path}; GET /openapi.json tells what there is`,
    );
  });
}
