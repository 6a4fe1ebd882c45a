import type { Operation } from "#contract/operation.js";
import { type SDKOptions, serverURLFromOptions } from "../lib/config.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/**
 * The URL without its last slash that every path is appended to. The error does not quote what was
 * given, which may hold a password.
 */
export function baseUrl(options: SDKOptions, perCall: string | URL | undefined): string {
  let url: URL | undefined;
  try {
    url = perCall ? new URL(perCall) : serverURLFromOptions(options);
  } catch {}
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new InvalidRequestError("serverURL or serverIdx gives no http(s) URL without a password");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The path and the query of an operation, from its encoded request. */
export function pathAndQuery({ path }: Operation, wire: Record<string, unknown>): string {
  let filled = path;
  const pairs: string[] = [];
  for (const name in wire) {
    const hole = `{${name}}`;
    const isSegment = path.includes(hole);
    for (const value of [wire[name]].flat()) {
      const text = escaped(name, value, isSegment);
      if (isSegment) filled = filled.replace(hole, text);
      else pairs.push(`${name}=${text}`);
    }
  }
  return [filled, pairs.join("&")].filter(Boolean).join("?");
}

/**
 * A value made safe for a URL. As a segment of a path, it cannot be empty, nor "." or "..", which
 * URL parsers drop, escaped or not.
 */
function escaped(name: string, value: unknown, segment: boolean): string {
  try {
    const text = encodeURIComponent(value as string);
    if (!segment || !/^\.{0,2}$/.test(text)) return text;
  } catch {
    // It holds half a character.
  }
  const key = name.replace(/_./g, ([, letter]) => letter!.toUpperCase());
  throw new SDKValidationError(`${key} cannot be ${JSON.stringify(value)}`, value);
}
