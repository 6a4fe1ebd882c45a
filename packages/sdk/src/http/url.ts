import type { Operation } from "syllable-contract";
import { type SDKOptions, selectedServer } from "../lib/config.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/** An http or https URL without a password, up to its last slash or its query. */
const SERVER_URL = /^(https?:\/\/[^\s/?#@\\]+(\/[^?#]*[^?#/])?)\/*([?#]|$)/i;

/**
 * The URL that paths are appended to. The error does not quote it, because it may contain a
 * password.
 */
export function baseUrl(options: SDKOptions, perCall: string | URL | undefined): string {
  const url = SERVER_URL.exec(`${perCall || selectedServer(options)}`)?.[1];
  if (url) return url;
  throw new InvalidRequestError("serverURL: expected an http(s) URL without a password");
}

/** The path and query of an operation with its encoded parameters. */
export function pathAndQuery({ path }: Operation, parameters: Record<string, unknown>): string {
  let url = path;
  let query = "";
  for (const name in parameters) {
    const placeholder = `{${name}}`;
    const isSegment = path.includes(placeholder);
    for (const value of ([] as unknown[]).concat(parameters[name])) {
      const text = escapeValue(name, value, isSegment);
      if (isSegment) url = url.replace(placeholder, text);
      else query += `&${name}=${text}`;
    }
  }
  return url + query.replace("&", "?");
}

/**
 * Escapes a value for a URL. A path segment cannot be empty, "." or "..", because URL parsers drop
 * those, even when escaped.
 */
function escapeValue(name: string, value: unknown, isSegment: boolean): string {
  try {
    const text = encodeURIComponent(value as string);
    if (!isSegment || !/^\.{0,2}$/.test(text)) return text;
  } catch {
    // The value contains half of a surrogate pair.
  }
  throw new SDKValidationError(`${name} cannot be used in a URL`, value);
}
