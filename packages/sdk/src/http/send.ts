import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { requestIdOf } from "../types/request-id.js";
import { classify } from "./classify.js";
import type { Context } from "./context.js";
import { tell } from "./debug.js";
import { headersFor } from "./headers.js";
import type { Scope } from "./timeout.js";

/** Makes a request and sends it through the hooks. */
export async function send(
  context: Context,
  url: string,
  init: RequestInit,
  scope: Scope,
): Promise<Response> {
  const { client } = context;
  const headers = await headersFor(context);
  const request = makeRequest(context, url, { ...init, headers, signal: scope.signal });
  context.request = request;
  context.response = undefined;
  tell(context, `${request.method} ${request.url}`, request.headers);
  // After an early end nobody waits for the answer.
  if (scope.failure) throw scope.failure;
  const response = await (client._options.httpClient?.request(request) ?? fetch(request));
  if (scope.failure) {
    discard(response);
    throw scope.failure;
  }
  tell(context, `${response.status} ${request.url}`, response.headers);
  // What is no `Response` fails here, where it is this call's failure.
  requestIdOf(response);
  context.response = response;
  return response;
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
