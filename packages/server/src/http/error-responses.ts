import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ValidationError } from "syllable-contract";
import { isDiskFull } from "../availability/disk-full.js";
import { BlobsUnavailable } from "../blobs/port.js";
import {
  ConflictError,
  ExpiredTokenError,
  ForbiddenError,
  InvalidCredentialError,
  InvalidInputError,
  NotFoundError,
  OverloadedError,
  PreconditionFailedError,
  type ServiceError,
  TooLargeError,
  UnreadableBodyError,
} from "../errors.js";
import { ListTooLong, StoreUnavailable } from "../store/port.js";
import type { BaseUrlOf } from "./base-url.js";
import { HttpError } from "./http-error.js";
import { prefersHtml, sendNotFoundPage } from "./not-found-page.js";
import { sendJson } from "./send.js";
import { addVary } from "./vary.js";

interface ErrorResponse {
  readonly status: number;
  readonly detail: string | readonly ValidationError[];
  readonly headers?: Readonly<Record<string, string | number>>;
}

/** The status of each kind of error that a service throws. */
const STATUSES: readonly [kind: new (...args: never[]) => ServiceError, status: number][] = [
  [UnreadableBodyError, 400],
  [InvalidCredentialError, 401],
  [ExpiredTokenError, 401],
  [ForbiddenError, 403],
  [NotFoundError, 404],
  [ConflictError, 409],
  [PreconditionFailedError, 412],
  [TooLargeError, 413],
  [OverloadedError, 503],
];

/** How long a client should wait while the database or the blob store is unavailable, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Turns every error into a response with a `detail`. */
export function handleErrors(
  app: FastifyInstance,
  baseUrlOf: BaseUrlOf,
  hasConsole: boolean,
): void {
  app.setErrorHandler(async (error: Error, request, reply) => {
    const limited =
      error instanceof InvalidCredentialError
        ? await request.server.rateLimits.countInvalid(request, error.credential)
        : undefined;
    const response = errorResponseOf(limited ?? error, request);
    return request.is404 && response.status === 404
      ? sendNotFound(request, reply, response, { baseUrl: baseUrlOf(request), hasConsole })
      : sendError(reply, response);
  });
}

/** Responds to an unknown path: to browsers with a page, to programs with JSON. */
function sendNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
  response: ErrorResponse,
  service: { readonly baseUrl: string; readonly hasConsole: boolean },
) {
  addVary(reply, "Accept");
  if (!prefersHtml(request.headers.accept)) return sendError(reply, response);
  return sendNotFoundPage(reply.code(404), { ...service, detail: String(response.detail) });
}

/** The percent-encoded bytes of an unpaired surrogate, which some programs send. */
const LONE_SURROGATE = /%ed%[ab][\da-f]%[89ab][\da-f]/i;

/** Responds to a path that can't be decoded. Hooks do not run for such a request. */
export function handleBadPath(_error: unknown, request: FastifyRequest, reply: FastifyReply) {
  reply.server.cors.addHeaders(request, reply);
  return sendError(reply.header("x-request-id", request.id), badPathResponseOf(request.url));
}

function badPathResponseOf(url: string): ErrorResponse {
  if (!LONE_SURROGATE.test(url)) {
    return { status: 400, detail: "the path has an invalid percent-escape, such as %zz" };
  }
  const msg = "has an unpaired surrogate; percent-encode the path as UTF-8";
  return { status: 422, detail: [{ loc: ["path"], msg, type: "unicode" }] };
}

function sendError(reply: FastifyReply, { status, detail, headers }: ErrorResponse) {
  // The route may have set headers for the response that it could not send.
  reply.code(status).removeHeader("content-length").removeHeader("etag");
  reply.headers(reply.server.securityHeaders);
  if (headers) reply.headers(headers);
  return sendJson(reply, JSON.stringify({ detail }));
}

function errorResponseOf(error: Error, request: FastifyRequest): ErrorResponse {
  if (error instanceof InvalidInputError) return { status: 422, detail: error.errors };
  if (error instanceof HttpError) {
    return { status: error.status, detail: error.message, headers: error.headers };
  }
  const mapping = STATUSES.find(([kind]) => error instanceof kind);
  if (mapping) return { status: mapping[1], detail: error.message };
  if (error instanceof ListTooLong) {
    const remedy = "narrow the date range or add a filter";
    return { status: 503, detail: `the list can't be read: ${error.message}; ${remedy}` };
  }
  if (error instanceof BlobsUnavailable) return unavailable("recording storage", error, request);
  if (error instanceof StoreUnavailable) return unavailable("the database", error, request);
  return fastifyResponseOf(error as FastifyError, request) ?? unexpected(error, request);
}

function unavailable(
  what: string,
  error: BlobsUnavailable | StoreUnavailable,
  request: FastifyRequest,
): ErrorResponse {
  request.log.error({ err: error }, `${what} is unavailable`);
  const outlook = error.transient ? "try again soon" : "contact the service operator";
  return {
    status: 503,
    detail: `${what} is unavailable: ${error.message}; ${outlook}`,
    ...(error.transient && { headers: { "retry-after": RETRY_AFTER_SECONDS } }),
  };
}

/** The response to an error that Fastify has found in the request. */
function fastifyResponseOf(
  { code, statusCode = 500, message }: FastifyError,
  request: FastifyRequest,
): ErrorResponse | undefined {
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    const msg = "must be a media type, such as application/json";
    const loc = ["header", "content-type"];
    return { status: 422, detail: [{ loc, msg, type: "value_error" }] };
  }
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    const { bodyLimit } = request.routeOptions;
    return {
      status: 413,
      detail: `the body is larger than ${bodyLimit} bytes; nothing was stored`,
    };
  }
  return statusCode < 500 ? { status: statusCode, detail: message } : undefined;
}

function unexpected(error: Error, request: FastifyRequest): ErrorResponse {
  if (isDiskFull(error)) {
    request.log.error({ err: error }, "the disk is full");
    const detail = "the disk is full; nothing was stored";
    return { status: 507, detail };
  }
  request.log.error({ err: error }, "request failed");
  return {
    status: 500,
    detail: `internal error; see request ${request.id} in the service log`,
  };
}
