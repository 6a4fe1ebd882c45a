import type { FastifyReply, FastifyRequest } from "fastify";
import { sessionRecordingStream } from "syllable-contract";
import { HttpError } from "./http-error.js";

declare module "fastify" {
  interface FastifyInstance {
    cors: Cors;
  }
}

/** Request headers that pages may send. Others are allowed if a preflight asks for them. */
const REQUEST_HEADERS = [
  "Accept",
  "Content-Digest",
  "Content-Encoding",
  "Content-MD5",
  "Content-Type",
  "Digest",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Range",
  "Repr-Digest",
  "Syllable-API-Key",
  "X-Content-SHA256",
];

/** Response headers that pages may read. */
const RESPONSE_HEADERS = [
  "Accept-Encoding",
  "Accept-Ranges",
  "Content-Disposition",
  "Content-Encoding",
  "Content-Length",
  "Content-Range",
  "Date",
  "ETag",
  "Last-Modified",
  "Retry-After",
  "Syllable-Ignored-Parameters",
  "X-Request-Id",
].join(", ");

const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
const PREFLIGHT_VARY =
  "Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network";

/** Chromium caches a preflight for at most 2 hours. */
const MAX_AGE_SECONDS = 7_200;

/** The name of a header (RFC 9110, section 5.1). */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

const STREAM_PATH = sessionRecordingStream.path;
const END_OF_PATH = /^\/?(?:[?#]|$)/;

/**
 * Cross-origin requests of browsers (the CORS protocol of the Fetch Standard). Pages of the listed origins may
 * send all requests. Pages of any origin may stream recordings, because a stream requires only a token.
 * Cookies are for pages of this service only: no response allows credentials.
 *
 * It is not a plugin with a hook, because every response must have the headers, including responses that
 * are sent before any hook runs.
 */
export class Cors {
  readonly #origins: ReadonlySet<string>;
  readonly #allowsAny: boolean;

  /** @param origins as parsed by `parseOrigins` */
  constructor(origins: readonly string[]) {
    this.#origins = new Set(origins);
    this.#allowsAny = this.#origins.has("*");
  }

  /** Sets the headers of a response. */
  addHeaders({ raw }: FastifyRequest, reply: FastifyReply): void {
    const isStream = isStreamUrl(raw.url!);
    if (this.#origins.size === 0 && !isStream) return;
    const allowed = this.#allowedOrigin(raw.headers.origin, isStream);
    // Otherwise, a cache could reuse the response for a page of another origin.
    if (allowed !== "*") reply.header("vary", "Origin");
    if (allowed === undefined) return;
    reply.header("access-control-allow-origin", allowed);
    reply.header("access-control-expose-headers", RESPONSE_HEADERS);
  }

  /**
   * Responds to a preflight: sets the headers that allow the actual request. Returns the error if the
   * origin is not allowed.
   */
  preflight({ raw }: FastifyRequest, reply: FastifyReply): HttpError | undefined {
    const { headers, url } = raw;
    const origin = headers.origin!;
    reply.header("vary", PREFLIGHT_VARY);
    if (this.#allowedOrigin(origin, isStreamUrl(url!)) === undefined) {
      return new HttpError(
        403,
        `pages of the origin ${JSON.stringify(origin.slice(0, 200))} may not call this service; allow it with --cors-origin`,
      );
    }
    reply.headers({
      "access-control-allow-methods": METHODS,
      "access-control-allow-headers": allowedHeaders(headers["access-control-request-headers"]),
      "access-control-max-age": MAX_AGE_SECONDS,
    });
    if (headers["access-control-request-private-network"] === "true") {
      reply.header("access-control-allow-private-network", "true");
    }
    reply.code(204).send();
    return undefined;
  }

  #allowedOrigin(origin: string | undefined, isStream: boolean): string | undefined {
    if (isStream || this.#allowsAny) return "*";
    return origin !== undefined && this.#origins.has(origin) ? origin : undefined;
  }
}

/** Whether a request is a preflight. */
export const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === "OPTIONS" &&
  headers.origin !== undefined &&
  headers["access-control-request-method"] !== undefined;

/** Whether a URL streams a recording. */
const isStreamUrl = (url: string): boolean =>
  url.startsWith(STREAM_PATH) && END_OF_PATH.test(url.slice(STREAM_PATH.length));

function allowedHeaders(requested = ""): string {
  const known = new Set(REQUEST_HEADERS.map((name) => name.toLowerCase()));
  const others = requested
    .split(",")
    .map((name) => name.trim())
    .filter((name) => HEADER_NAME.test(name) && !known.has(name.toLowerCase()));
  return [...REQUEST_HEADERS, ...others].join(", ");
}
