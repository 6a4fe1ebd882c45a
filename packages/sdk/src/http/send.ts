import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { requestIdOf } from "../types/request-id.js";
import { classify } from "./classify.js";
import type { Context } from "./context.js";
import { tell } from "./debug.js";
import { headersFor } from "./headers.js";
import type { Scope } from "./timeout.js";

/** Sends a request, through the hooks where there are any. */
export async function send(
  context: Context,
  url: string,
  init: RequestInit,
  { signal }: Scope,
): Promise<Response> {
  const { client, mask } = context;
  const headers = await headersFor(context);
  const sent = { ...init, headers, signal };
  // A `Request` costs as much as all else here: without hooks none is made unless asked for.
  const makeRequest = (body?: BodyInit | null) => {
    try {
      return new Request(url, { ...sent, body });
    } catch (error) {
      throw classify(error, mask, InvalidRequestError);
    }
  };
  context.makeRequest = makeRequest;
  context.response = undefined;
  tell(context, `${init.method} ${url}`, headers);
  // After an early end nobody waits for the answer.
  signal?.throwIfAborted();
  const { httpClient } = client._options;
  let response: Response;
  try {
    response = await (httpClient ? httpClient.request(makeRequest(sent.body)) : fetch(url, sent));
  } catch (error) {
    // Where no request can be made of it, that is what is wrong.
    makeRequest();
    throw error;
  }
  if (signal?.aborted) {
    discard(response);
    throw signal.reason;
  }
  tell(context, `${response.status} ${url}`, response.headers);
  // What is no `Response` fails here, where it is this call's failure.
  requestIdOf(response);
  context.response = response;
  return response;
}

/** Lets go of a body that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel?.().catch(() => {});
}
