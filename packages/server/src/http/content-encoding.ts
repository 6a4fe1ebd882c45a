import type { FastifyRequest } from "fastify";
import { shorten } from "syllable-contract";
import { HttpError } from "./http-error.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Whether the route stores the bytes of its body unchanged. Such a body must not be encoded. */
    takesBytes?: boolean;
  }
}

/** The two names of gzip (RFC 9110, section 8.4.1.3). */
const GZIP: readonly string[] = ["gzip", "x-gzip"];

/** The codings of a body, in the order in which they were applied. `identity` is not a coding. */
const codingsOf = ({ headers }: FastifyRequest): string[] =>
  (headers["content-encoding"] ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");

/** Whether the body of a request is compressed with gzip. */
export function isGzip(request: FastifyRequest): boolean {
  const [coding, ...others] = codingsOf(request);
  return coding !== undefined && GZIP.includes(coding) && others.length === 0;
}

/** The error for a body with a coding that its route does not accept (RFC 9110, section 15.5.16). */
export function encodingErrorOf(request: FastifyRequest): HttpError | undefined {
  if (request.headers["content-encoding"] === undefined || codingsOf(request).length === 0) {
    return undefined;
  }
  const takesGzip = !request.routeOptions.config?.takesBytes;
  if (takesGzip && isGzip(request)) return undefined;
  const named = shorten(request.headers["content-encoding"], 40);
  const remedy = takesGzip
    ? "compress the body with gzip, or send it unencoded"
    : "send the body unencoded";
  return new HttpError(415, `Content-Encoding ${named} is not supported; ${remedy}`, {
    "accept-encoding": takesGzip ? "gzip" : "identity",
  });
}
