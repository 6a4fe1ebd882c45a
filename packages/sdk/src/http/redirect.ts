import { SDKError } from "../models/errors/sdk-error.js";

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
): string | undefined {
  const { status, headers, type } = response;
  const location = headers.get("location");
  // Browsers hide where a redirect leads, and even that it is one.
  const hidden = type === "opaqueredirect";
  if (!hidden && !(location && /30[12378]/.test(`${status}`))) return undefined;
  const { origin } = new URL(url);
  let target: URL | undefined;
  try {
    target = new URL(location ?? "hidden:", response.url || url);
  } catch {}
  const same = method === "GET" || status > 306;
  if (target?.origin === origin && same && hops < MOST_HOPS) return target.href;
  const message = `HTTP ${status}: a redirect from ${origin} to ${target?.origin} is not followed`;
  throw new SDKError(message, { response, body: "" });
}
