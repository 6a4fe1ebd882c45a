import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import type { Context } from "./context.js";
import { tell } from "./debug.js";
import { explain, type Mask, scrub } from "./redact.js";
import { redirectTarget } from "./redirect.js";
import type { Scope } from "./timeout.js";

/** Sends a request through the client's hooks, and on after redirects within its origin. */
export async function send(
  context: Context,
  url: string,
  init: RequestInit,
  scope: Scope,
): Promise<Response> {
  const { client, mask } = context;
  let target: string | undefined = url;
  for (let hops = 0; ; hops++) {
    const request = makeRequest(target, init, mask);
    context.request = request;
    context.response = undefined;
    tell(client._logger, mask, `${request.method} ${request.url}`, request.headers);
    const response = await client._httpClient.request(request);
    // After an early end nobody waits for the answer.
    if (scope.failure) {
      discard(response);
      throw scope.failure;
    }
    context.response = response;
    tell(client._logger, mask, `${response.status} from ${request.url}`, response.headers);
    try {
      target = redirectTarget(response, request, hops);
    } catch (error) {
      discard(response);
      throw error;
    }
    if (!target) return response;
    discard(response);
  }
}

function makeRequest(url: string, init: RequestInit, mask: Mask): Request {
  try {
    return new Request(url, init);
  } catch (error) {
    throw new InvalidRequestError(`The request cannot be made: ${explain(error, mask)}`, {
      cause: scrub(error, mask),
    });
  }
}

/** Lets go of a body that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel?.().catch(() => {});
}
