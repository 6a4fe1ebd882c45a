import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ValidationError } from "#contract/faults.js";
import { Failure, InvalidCredential } from "../failure.js";
import { BlobsUnavailable } from "../recordings/port.js";
import { ListTooLong, StoreUnavailable } from "../store/port.js";
import { sendWithoutRest } from "./unread-body.js";

/** Published clients want exactly this content type on a 422. */
export const JSON_TYPE = "application/json";

/** Pieces up to this size are put together, which costs less than a stream. */
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
  return sendWithoutRest(reply, json);
}

/** Sends finished JSON that is in pieces. */
export function sendPieces(reply: FastifyReply, pieces: readonly Uint8Array[]): FastifyReply {
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= SMALL_BYTES) return sendJson(reply, Buffer.concat(pieces));
  reply.headers({ "content-type": JSON_TYPE, "content-length": bytes });
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** Sends a page of a list: as a whole, or as a stream of its parts. */
export const sendPage = (
  reply: FastifyReply,
  page: Buffer | AsyncIterable<Buffer>,
): FastifyReply =>
  Buffer.isBuffer(page)
    ? sendJson(reply, page)
    : reply.header("content-type", JSON_TYPE).send(Readable.from(page));

const answer = (reply: FastifyReply, status: number, detail: string | ValidationError[]) => {
  // The headers of the route may be meant for what it could not send.
  reply.code(status).removeHeader("content-length").headers(reply.server.securityHeaders);
  return sendJson(reply, JSON.stringify({ detail }));
};

const answerFailure = (reply: FastifyReply, { status, detail, retryAfter }: Failure) => {
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return answer(reply, status, detail);
};

/** Responds to a path that no route can be looked up by. Hooks do not run for such a request. */
export const answerBadPath = (_error: unknown, { id }: FastifyRequest, reply: FastifyReply) =>
  answer(
    reply.header("x-request-id", id),
    400,
    "the path has an escape that stands for no character, such as %zz",
  );

/** Seconds after which a client may ask again for what is out of order for a while. */
const RETRY_AFTER = 5;

function answerUnavailable(
  reply: FastifyReply,
  what: string,
  { message, passes }: BlobsUnavailable | StoreUnavailable,
) {
  if (passes) reply.header("retry-after", RETRY_AFTER);
  const outlook = passes ? "try again soon" : "who runs the service must mend it";
  return answer(reply, 503, `${what} can't be used now: ${message}; ${outlook}`);
}

/** Makes every failure an answer with a `detail`. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Failure, request, reply) => {
    if (error instanceof InvalidCredential) {
      const { rateLimits } = request.server;
      return rateLimits
        .countInvalid(request, error)
        .then((failure) => answerFailure(reply, failure));
    }
    if (error instanceof Failure) return answerFailure(reply, error);
    if (error instanceof BlobsUnavailable || error instanceof StoreUnavailable) {
      const what = error instanceof BlobsUnavailable ? "the recordings" : "the database";
      request.log.error({ err: error }, `${what} can't be used`);
      return answerUnavailable(reply, what, error);
    }
    if (error instanceof ListTooLong) {
      const remedy = "ask for less time or set another filter";
      return answer(reply, 503, `the list can't be answered: ${error.message}; ${remedy}`);
    }
    if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
      const msg = "must be a media type, such as application/json";
      return answer(reply, 422, [{ loc: ["header", "content-type"], msg, type: "value_error" }]);
    }
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
      const { bodyLimit } = request.routeOptions;
      return answer(reply, 413, `the body may have up to ${bodyLimit} bytes; nothing was kept`);
    }
    if (DISK_FULL.includes(error.code)) {
      request.log.error({ err: error }, "the disk is full");
      return answer(
        reply,
        507,
        "the disk that sessions and recordings are kept on is full; nothing was kept",
      );
    }
    if ((error.statusCode ?? 500) < 500) return answer(reply, error.statusCode!, error.message);
    request.log.error({ err: error }, "request failed");
    return answer(reply, 500, `internal error; the log has more under request ${request.id}`);
  });

  app.setNotFoundHandler((request: FastifyRequest, reply) => {
    const path = request.url.split("?")[0]!.slice(0, 200);
    return answer(
      reply,
      404,
      `there is no ${request.method} ${path}; GET /openapi.json tells what there is`,
    );
  });
}
