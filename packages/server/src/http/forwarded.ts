import type { FastifyRequest } from "fastify";
import type { Trusts } from "./trusted-proxies.js";

/** What trusted proxies report about the request that they received. */
export interface Forwarded {
  /** `X-Forwarded-Proto`, in lower case. */
  readonly protocol: string | undefined;
  /** `X-Forwarded-Host`. */
  readonly host: string | undefined;
  /** `X-Forwarded-Prefix`: what the proxies removed from the start of the path. Without a final slash. */
  readonly prefix: string;
}

/** Segments of unreserved characters (RFC 3986), none of which is `.` or `..`. */
const PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]{1,255}){1,20}$/;

/**
 * Reads the `X-Forwarded-*` headers of a request; undefined if it does not come from a trusted proxy.
 * Each proxy appends to a header or replaces it. Values from before the first trusted proxy are ignored,
 * because clients can send anything.
 *
 * `Forwarded` (RFC 7239) is ignored, because most proxies forward that of their client unchanged.
 */
export function forwardedOf(request: FastifyRequest, trusts: Trusts): Forwarded | undefined {
  const { headers, socket, ips = [] } = request;
  if (socket.remoteAddress === undefined || !trusts(socket.remoteAddress, 0)) return undefined;
  // The addresses are those of the trusted proxies, and of the client before them.
  const proxies = Math.max(1, ips.length - 1);
  const entriesOf = (name: string) => lastEntries(headers[name], proxies);
  return {
    protocol: entriesOf("x-forwarded-proto")[0]?.toLowerCase(),
    host: entriesOf("x-forwarded-host")[0],
    prefix: entriesOf("x-forwarded-prefix")
      .map((prefix) => prefix.replace(/\/$/, ""))
      .join(""),
  };
}

function lastEntries(header: string | string[] | undefined, count: number): string[] {
  if (header === undefined) return [];
  return String(header)
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .slice(-count);
}

export const isPrefix = (text: string): boolean => text === "" || PREFIX.test(text);
