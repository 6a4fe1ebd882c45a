import { HTTPValidationError } from "../models/errors/http-validation-error.js";
import { SDKError } from "../models/errors/sdk-error.js";
import type { HTTPMeta } from "../models/errors/syllable-sdk-error.js";
import type { Context } from "./context.js";
import { maxBytesOf, readText } from "./read-body.js";
import type { Deadline } from "./timeout.js";

/** The most characters of a body that an error stores. */
const MAX_STORED_CHARACTERS = 65_536;

/**
 * The most bytes of an error response to read: more than are stored, to find secrets at the cut.
 */
const MAX_READ_BYTES = 2 * MAX_STORED_CHARACTERS;

/** The most characters of a body that an error message quotes. */
const MAX_QUOTED_CHARACTERS = 200;

/** The error for a response that is not the result of the operation. */
export async function errorFrom(
  response: Response,
  context: Context,
  deadline: Deadline,
): Promise<Error> {
  const maxBytes = Math.min(MAX_READ_BYTES, maxBytesOf(context));
  const meta = metaOf(response, await readText(response, deadline, maxBytes, true), context);
  const { body } = meta;
  if (response.status === 422) {
    try {
      return new HTTPValidationError(JSON.parse(body), meta);
    } catch {
      // Not a list of validation errors. An SDKError takes any body.
    }
  }
  const { status, headers } = response;
  // Browsers hide redirects behind status 0. Only the origin of the location cannot contain a
  // secret.
  const summary = /^(0|3..)$/.test(`${status}`)
    ? `redirect to ${/^https?:\/\/[^/@?#]+(?![^/])/.exec(headers.get("location")!) ?? ""} not followed`
    : body.slice(0, MAX_QUOTED_CHARACTERS);
  return new SDKError(`HTTP ${status} ${summary}`.trim(), meta);
}

/** The response and the body that an error stores. Secrets that the body repeats are masked. */
export const metaOf = (response: Response, text: string, context: Context): HTTPMeta => ({
  response,
  // Masked before it is cut, because a secret that is cut in two cannot be found.
  body: context.mask(text).slice(0, Math.min(MAX_STORED_CHARACTERS, maxBytesOf(context))),
});
