import { SDKError } from "../models/errors/sdk-error.js";
import { metaOf } from "./error-body.js";
import type { Mask } from "./redact.js";

const MOST_HOPS = 5;

/**
 * Where an answer sends the request on to; `undefined` where it does not. The runtime follows no
 * redirect for us, as it would take the key along to any origin. Only the request's own origin is
 * followed, and only where the request stays as it is.
 * @throws {SDKError} for a redirect that is not followed
 */
export function redirectTarget(
  response: Response,
  { url, method }: Request,
  hops: number,
  mask: Mask,
): string | undefined {
  const { status, headers, type } = response;
  // Browsers hide where a redirect leads, and even that it is one.
  if (!/30[12378]/.test(`${status}`) && type !== "opaqueredirect") return undefined;
  let target: URL | undefined;
  try {
    target = new URL(headers.get("location") ?? "unknown:", url);
  } catch {}
  const same = target?.origin === new URL(url).origin && (method === "GET" || status > 306);
  if (same && hops < MOST_HOPS) return target!.href;
  const message = `HTTP ${status}: redirect to ${target?.origin} not followed`;
  throw new SDKError(message, metaOf(response, "", mask));
}
