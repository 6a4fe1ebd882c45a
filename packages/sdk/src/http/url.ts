import type { Operation } from "syllable-contract";
import { type SDKOptions, serverFrom } from "../lib/config.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/** An http or https URL without a password, up to its last slash or its query. */
const SERVER = /^(https?:\/\/[^\s/?#@\\]+(\/[^?#]*[^?#/])?)\/*([?#]|$)/i;

/**
 * The URL that every path is appended to. The error does not quote what was given, which may hold
 * a password.
 */
export function baseUrl(options: SDKOptions, perCall: string | URL | undefined): string {
  const url = SERVER.exec(`${perCall || serverFrom(options)}`)?.[1];
  if (url) return url;
  throw new InvalidRequestError("serverURL: no http(s) URL without a password");
}

/** The path and the query of an operation, from its encoded request. */
export function pathAndQuery({ path }: Operation, wire: Record<string, unknown>): string {
  let filled = path;
  let joint = "?";
  for (const name in wire) {
    const hole = `{${name}}`;
    const isSegment = path.includes(hole);
    for (const value of ([] as unknown[]).concat(wire[name])) {
      const text = escaped(name, value, isSegment);
      if (isSegment) filled = filled.replace(hole, text);
      else {
        filled += `${joint}${name}=${text}`;
        joint = "&";
      }
    }
  }
  return filled;
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
  throw new SDKValidationError(`${name} cannot be in a URL`, value);
}
