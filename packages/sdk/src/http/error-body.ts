import { HTTPValidationError } from "../models/errors/http-validation-error.js";
import { SDKError } from "../models/errors/sdk-error.js";
import type { HTTPMeta } from "../models/errors/syllable-sdk-error.js";
import type { Context } from "./context.js";
import { chunksOf, maxBytesOf } from "./read-body.js";
import type { Scope } from "./timeout.js";

/** How much of a body an error holds, in characters. */
const HELD_BODY = 65_536;

/** How much of an error response is read, in bytes: more than is held, to find secrets at its end. */
const READ_BODY = 2 * HELD_BODY;

/** How much of a body an error's message quotes, in characters. */
const QUOTED_BODY = 200;

/** The error of a response that is not the operation's result. */
export async function errorFrom(
  response: Response,
  context: Context,
  scope: Scope,
): Promise<Error> {
  const meta = metaOf(response, await readStart(response, context, scope), context);
  const { body } = meta;
  if (response.status === 422) {
    try {
      return new HTTPValidationError(JSON.parse(body), meta);
    } catch {
      // Another body than promised: an SDKError holds any.
    }
  }
  const { status, headers } = response;
  // Browsers hide where a redirect leads: its status is 0. Only an origin is sure to hold no secret.
  const said = /^(0|3..)$/.test(`${status}`)
    ? `redirect to ${/^https?:\/\/[^/@?#]+(?![^/])/.exec(headers.get("location")!) ?? ""} not followed`
    : body.slice(0, QUOTED_BODY);
  return new SDKError(`HTTP ${status} ${said}`.trim(), meta);
}

/** What an error holds of a response, without the secrets that the response may repeat. */
export const metaOf = (response: Response, text: string, context: Context): HTTPMeta => ({
  response,
  // Masked before it is cut, because a secret that is cut in two cannot be found.
  body: context.mask(text).slice(0, Math.min(HELD_BODY, maxBytesOf(context))),
});

/** Reads the start of a body, however large it is, and cancels the rest. */
async function readStart(response: Response, context: Context, scope: Scope): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let left = Math.min(READ_BODY, maxBytesOf(context));
  try {
    for await (const chunk of chunksOf(response, scope, Number.POSITIVE_INFINITY)) {
      text += decoder.decode(chunk, { stream: true });
      left -= chunk.length;
      if (!(left > 0)) break;
    }
  } catch {
    // A response without a body, or whose body breaks off or was read by a hook, is still this
    // error; a timeout or an abort is a different error.
    scope.signal?.throwIfAborted();
  }
  return text;
}
