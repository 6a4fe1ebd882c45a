import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { classify } from "./classify.js";
import type { Context } from "./context.js";
import { tell } from "./debug.js";
import { headersFor } from "./headers.js";
import { redirectTarget } from "./redirect.js";
import type { Scope } from "./timeout.js";

/** Makes a request and sends it through the hooks, and on after redirects within its origin. */
export async function send(
  context: Context,
  url: string,
  init: RequestInit,
  scope: Scope,
): Promise<Response> {
  const { client } = context;
  const headers = await headersFor(context);
  let target: string | undefined = url;
  for (let hops = 0; ; hops++) {
    const request = makeRequest(context, target, { ...init, headers, signal: scope.signal });
    context.request = request;
    context.response = undefined;
    tell(context, `${request.method} ${request.url}`, request.headers);
    // After an early end nobody waits for the answer.
    if (scope.failure) throw scope.failure;
    const response = await (client._options.httpClient?.request(request) ?? fetch(request));
    try {
      if (scope.failure) throw scope.failure;
      context.response = response;
      tell(context, `${response.status} ${request.url}`, response.headers);
      target = redirectTarget(response, request, hops, context.mask);
      if (!target) return response;
      discard(response);
    } catch (error) {
      discard(response);
      throw error;
    }
  }
}

function makeRequest({ mask }: Context, url: string, init: RequestInit): Request {
  try {
    return new Request(url, init);
  } catch (error) {
    throw classify(error, mask, InvalidRequestError);
  }
}

/** Lets go of a body that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel?.().catch(() => {});
}
