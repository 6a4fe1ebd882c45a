import type { Operation } from "#contract/operation.js";
import type { SDKOptions } from "../lib/config.js";
import { serverURLFromOptions } from "../lib/config.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/**
 * The URL without its last slash that every path is appended to. The error says what is wrong but
 * does not quote the URL, which may hold a password.
 */
export function baseUrl(options: SDKOptions, perCall: string | URL | undefined): string {
  let url: URL;
  try {
    url = perCall ? new URL(perCall) : serverURLFromOptions(options);
  } catch (error) {
    throw new InvalidRequestError(
      error instanceof RangeError ? error.message : "The server's URL is not a valid URL",
    );
  }
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new InvalidRequestError("The server's URL must be http or https, without a password");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The path and the query of an operation, from its encoded request. */
export function pathAndQuery({ path }: Operation, wire: Record<string, unknown>): string {
  const query = { ...wire };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete query[name];
    return segment(name, wire[name] as string | number);
  });
  let text = "";
  for (const name in query) {
    for (const value of [query[name]].flat()) {
      text += `${text ? "&" : "?"}${name}=${escaped(name, value as string | number | boolean)}`;
    }
  }
  return filled + text;
}

/** One segment of a path. URL parsers drop "." and "..", escaped or not, and an empty one differs. */
function segment(name: string, value: string | number): string {
  if (/^\.{0,2}$/.test(`${value}`)) {
    throw new SDKValidationError(`${name} cannot be ${JSON.stringify(value)}`, value);
  }
  return escaped(name, value);
}

function escaped(name: string, value: string | number | boolean): string {
  try {
    return encodeURIComponent(value);
  } catch {
    throw new SDKValidationError(`${name} is not well-formed Unicode`, value);
  }
}
