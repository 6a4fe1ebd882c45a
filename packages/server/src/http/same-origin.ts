import type { FastifyRequest } from "fastify";
import { ForbiddenError } from "../errors.js";
import type { BaseUrlOf } from "./base-url.js";

/**
 * Whether a request comes from a page of this service, according to the headers that browsers add and pages
 * can't change; undefined if it has none of these headers.
 */
function isSameOrigin({ headers }: FastifyRequest, serviceUrl: string): boolean | undefined {
  const site = headers["sec-fetch-site"];
  // Browsers send it to https and to localhost only.
  if (site !== undefined) return site === "same-origin";
  if (headers.origin === undefined) return undefined;
  return headers.origin === new URL(serviceUrl).origin;
}

const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Rejects a request that changes something unless it is known to come from a page of this service. */
export function requireSameOrigin(request: FastifyRequest, baseUrlOf: BaseUrlOf): void {
  if (SAFE_METHODS.includes(request.method)) return;
  if (isSameOrigin(request, baseUrlOf(request))) return;
  throw new ForbiddenError(
    "a request with a browser session that changes something must come from a page of this service: " +
      "Sec-Fetch-Site must be same-origin, or Origin must be the URL of the service",
  );
}

/** Rejects a request that comes from a page of another origin. Programs send no such headers. */
export function rejectOtherOrigins(request: FastifyRequest, baseUrlOf: BaseUrlOf): void {
  if (isSameOrigin(request, baseUrlOf(request)) !== false) return;
  throw new ForbiddenError("pages of another origin can't sign a browser in");
}
