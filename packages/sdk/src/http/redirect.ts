import { SDKError } from "../models/errors/sdk-error.js";

/**
 * Where an answer sends the request on to; `undefined` where it does not. The runtime follows
 * no redirect for us, as it would take the key along to any origin. Only the same origin is
 * followed, and only where the request stays as it is.
 * @throws {SDKError} for a redirect that is not followed
 */
export function redirectTarget(
  response: Response,
  request: Request,
  hops: number,
): string | undefined {
  const refuse = (why: string) => {
    const message = `HTTP ${response.status}: a redirect ${why} is not followed`;
    return new SDKError(message, { response, body: "" });
  };
  // Browsers hide where a redirect leads.
  if (response.type === "opaqueredirect") throw refuse("in a browser");
  const location = response.headers.get("location");
  if (!location || ![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  const from = new URL(request.url).origin;
  let target: URL;
  try {
    target = new URL(location, response.url || request.url);
  } catch {
    throw refuse("to an invalid URL");
  }
  if (target.origin !== from) throw refuse(`from ${from} to ${target.origin}`);
  if (request.method !== "GET" && response.status < 307) throw refuse(`of a ${request.method}`);
  if (hops >= 5) throw refuse("after five others");
  return target.href;
}
