import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";
import { forwardedOf, isPrefix } from "./forwarded.js";
import { HttpError } from "./http-error.js";
import type { Trusts } from "./trusted-proxies.js";

const HOST_AND_PORT = /^(?:[a-z0-9._~-]{1,255}|\[([0-9a-f:.]+)\])(?::(\d{1,5}))?$/i;
const MAX_PORT = 65_535;
const HOST_RULE = "must be a host name or an IP address, and optionally a port";

/**
 * Whether a text is a host with an optional port (RFC 9110, section 7.2). It is stricter than RFC 3986:
 * a name has no escapes, and `-._~` is its only punctuation, so it can be part of a URL as it is.
 */
export function isHostAndPort(text: string): boolean {
  const match = HOST_AND_PORT.exec(text);
  if (!match) return false;
  const [, ipv6, port] = match;
  return (ipv6 === undefined || isIPv6(ipv6)) && (port === undefined || Number(port) <= MAX_PORT);
}

/** Returns a function that validates the host of a request. Recording URLs begin with it. */
export function hostCheck(
  trusts: Trusts | undefined,
): (request: FastifyRequest) => HttpError | undefined {
  // Most requests have the same host.
  let lastValid: string | undefined;
  const isValid = (host: string) => {
    if (host === lastValid) return true;
    if (!isHostAndPort(host)) return false;
    lastValid = host;
    return true;
  };

  const describeError = ({
    headers,
    httpVersion,
    rawHeaders,
  }: IncomingMessage): string | undefined => {
    // Node ignores all but the first.
    if (countOf("host", rawHeaders) > 1) return "the request has several Host headers; send one";
    if (headers.host === undefined) {
      if (httpVersion === "1.1") return "the request has no Host header, which HTTP/1.1 requires";
    } else if (!isValid(headers.host)) {
      return `the Host header ${HOST_RULE}`;
    }
    return undefined;
  };
  const describeForwardedError = (request: FastifyRequest): string | undefined => {
    const forwarded = forwardedOf(request, trusts!);
    if (!forwarded) return undefined;
    const { host, protocol, prefix } = forwarded;
    if (host !== undefined && !isValid(host)) return `the X-Forwarded-Host header ${HOST_RULE}`;
    if (protocol !== undefined && protocol !== "http" && protocol !== "https") {
      return "the X-Forwarded-Proto header must be http or https";
    }
    if (!isPrefix(prefix)) {
      return "the X-Forwarded-Prefix header must be a path of letters, digits and -._~, such as /calls";
    }
    return undefined;
  };

  return (request) => {
    const message = describeError(request.raw) ?? (trusts && describeForwardedError(request));
    return message === undefined ? undefined : new HttpError(400, message);
  };
}

/** How many headers with this lower-case name a request has. */
function countOf(name: string, rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index]!;
    if (header.length === name.length && header.toLowerCase() === name) count += 1;
  }
  return count;
}
