import {
  encode,
  MismatchError,
  type Operation,
  type RequestOf,
  type ResultOf,
} from "syllable-contract";
import { expectObject } from "../lib/expect-object.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { ConnectionError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { type APIPromise, apiPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";
import type { CallError } from "./call-error.js";
import { classify } from "./classify.js";
import type { Content } from "./content.js";
import type { Context, Reader } from "./context.js";
import { logDebug } from "./debug.js";
import { errorFrom } from "./error-body.js";
import { signalOf } from "./on-abort.js";
import { addSecret, maskFor } from "./redact.js";
import { retryPolicy, sleep } from "./retry.js";
import { discard, send } from "./send.js";
import { startDeadline } from "./timeout.js";
import { baseUrl, pathAndQuery } from "./url.js";

/**
 * Performs an operation: validates and builds the request, sends it, retries if necessary, and
 * decodes the response. The promise never rejects.
 */
export function call<O extends Operation>(
  client: ClientSDK,
  operation: O,
  reader: Reader,
  request: RequestOf<O>,
  options: RequestOptions = {},
  content?: () => Content,
): APIPromise<Result<ResultOf<O>, CallError>> {
  const secrets = new Set<string>();
  const mask = maskFor(secrets);
  const context: Context = { client, operation, reader, options, secrets, mask };
  const run = async (): Promise<unknown> => {
    const settings = client._options;
    expectObject(options);
    const parameters = encode(operation.request, request, "request");
    const url = baseUrl(settings, options.serverURL) + pathAndQuery(operation, parameters);
    addSecret(secrets, parameters.token as string | undefined);
    const body = content?.();
    context.contentType = body?.type;
    const init: RequestInit = {
      ...options.fetchOptions,
      // `fetch` ignores options that it does not know.
      ...options,
      method: operation.method,
      body: undefined,
      redirect: "manual",
      ...body,
    };
    const signal = signalOf(options);
    const waitAfter = retryPolicy(options.retries ?? settings.retryConfig, options.retryCodes);
    for (;;) {
      const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
      const deadline = startDeadline(signal, timeoutMs, !!settings.httpClient);
      let wait: number | undefined;
      let response: Response | undefined;
      try {
        response = await deadline.race(send(context, url, init, deadline));
        wait = waitAfter(response);
        if (wait === undefined) {
          if (response.ok && reader.accepts(response))
            return await reader.read(response, context, deadline);
          throw await errorFrom(response, context, deadline);
        }
        discard(response);
      } catch (error) {
        // After a response, only its body can fail.
        const failure = classify(error, mask, response && ConnectionError);
        wait = waitAfter(failure);
        if (wait === undefined) throw failure;
      } finally {
        deadline.close();
      }
      await sleep(wait, signal);
    }
  };
  const result = run().then(
    (value) => ({ ok: true as const, value: value as ResultOf<O> }),
    (thrown) => {
      const error = classify(
        thrown instanceof MismatchError ? new SDKValidationError(thrown.message, request) : thrown,
        mask,
      );
      logDebug(context, error);
      return { ok: false as const, error };
    },
  );
  return apiPromise(result, context);
}
