import { HTTPValidationError } from "../models/errors/http-validation-error.js";
import { SDKError } from "../models/errors/sdk-error.js";
import type { HTTPMeta } from "../models/errors/syllable-sdk-error.js";
import type { Context } from "./context.js";
import type { Mask } from "./redact.js";
import type { Scope } from "./timeout.js";

/** How much of a body an error keeps, in characters; what lies beyond is not fetched. */
export const KEPT_BODY = 65_536;

/** How much of a body an error's message quotes, in characters. */
const QUOTED_BODY = 200;

/** The error that an answer is which is not the operation's result. */
export async function errorFrom(
  response: Response,
  { mask }: Context,
  scope: Scope,
): Promise<Error> {
  const meta = metaOf(response, await readStart(response, scope), mask);
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

/** What an error keeps of an answer, without the secrets that it may repeat. */
export const metaOf = (response: Response, text: string, mask: Mask): HTTPMeta => ({
  response,
  // In this order: a secret that is cut in two is not found any more.
  body: mask(text).slice(0, KEPT_BODY),
});

async function readStart({ body }: Response, scope: Scope): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    const reader = body!.getReader();
    while (text.length < KEPT_BODY) {
      const { done, value } = await scope.race(reader.read());
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    reader.cancel().catch(() => {});
  } catch {
    // An answer without a body, or whose body breaks off or was read by a hook, is still this
    // error; an early end is an error of its own.
    scope.signal?.throwIfAborted();
  }
  return text;
}
