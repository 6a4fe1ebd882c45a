import type { Socket } from "node:net";
import { isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";
import { forwardedOf } from "./forwarded.js";
import type { Trusts } from "./trusted-proxies.js";

/** The URL of the service for the client of a request, without a final slash. */
export type BaseUrlOf = (request: FastifyRequest) => string;

/** Parses a public URL: http or https, with an optional path. Throws if it has other parts. */
export function parsePublicUrl(text: string): string {
  const { protocol, username, password, search, hash } = new URL(text);
  if (!/^https?:$/.test(protocol) || username + password + search + hash !== "") {
    throw new Error(
      `${JSON.stringify(text)} must be an http or https URL without a user, a query and a fragment`,
    );
  }
  return text.replace(/\/+$/, "");
}

/**
 * Returns a function that finds the base of the URLs in a response: the public URL, if there is one,
 * otherwise the address that the client used, according to the request and to trusted proxies.
 */
export function baseUrls(publicUrl: string | undefined, trusts: Trusts | undefined): BaseUrlOf {
  if (publicUrl !== undefined) return () => publicUrl;
  return (request) => {
    const forwarded = trusts && forwardedOf(request, trusts);
    const protocol = forwarded?.protocol ?? "http";
    const host = forwarded?.host ?? request.headers.host ?? listeningAddress(request.socket);
    return `${protocol}://${host}${forwarded?.prefix ?? ""}`;
  };
}

/** The address that received the request. HTTP/1.0 does not require a Host header. */
function listeningAddress({ localAddress = "", localPort }: Socket): string {
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/i, "");
  return `${isIPv6(address) ? `[${address.replace(/%.*/, "")}]` : address}:${localPort}`;
}
