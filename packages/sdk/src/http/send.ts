import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { requestIdOf } from "../types/request-id.js";
import { classify } from "./classify.js";
import type { Context } from "./context.js";
import { logDebug } from "./debug.js";
import { buildHeaders } from "./headers.js";
import type { Deadline } from "./timeout.js";

/** Sends a request, through the client's `httpClient` if it has one. */
export async function send(
  context: Context,
  url: string,
  init: RequestInit,
  deadline: Deadline,
): Promise<Response> {
  const { client, mask } = context;
  const headers = await buildHeaders(context);
  const { signal } = deadline;
  const sent = { ...init, headers, signal };
  // A `Request` costs as much as everything else here, so it is made only when it is needed.
  const makeRequest = (body?: BodyInit | null) => {
    try {
      return new Request(url, { ...sent, body });
    } catch (error) {
      throw classify(error, mask, InvalidRequestError);
    }
  };
  context.makeRequest = makeRequest;
  context.response = undefined;
  logDebug(context, `${init.method} ${url}`, headers);
  // Nobody waits for the response of a call that has ended.
  deadline.check();
  const { httpClient } = client._options;
  let response: Response;
  try {
    response = await (httpClient ? httpClient.request(makeRequest(sent.body)) : fetch(url, sent));
  } catch (error) {
    // Throws an InvalidRequestError if the request itself is invalid.
    makeRequest();
    throw error;
  }
  if (signal?.aborted) discard(response);
  logDebug(context, `${response.status} ${url}`, response.headers);
  // Throws here, where the call handles errors, if a fetcher returned something else.
  requestIdOf(response);
  context.response = response;
  return response;
}

/** Cancels a body that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel?.().catch(() => {});
}
