import {
  encode,
  MismatchError,
  type Operation,
  type RequestOf,
  type ResultOf,
} from "syllable-contract";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { type APIPromise, apiPromise } from "../types/api-promise.js";
import type { Result } from "../types/result.js";
import type { CallError } from "./call-error.js";
import { classify } from "./classify.js";
import type { Content } from "./content.js";
import type { Context, Reader } from "./context.js";
import { tell } from "./debug.js";
import { errorFrom } from "./error-body.js";
import { addSecret, maskFor } from "./redact.js";
import { retryPolicy, sleep } from "./retry.js";
import { discard, send } from "./send.js";
import { openScope } from "./timeout.js";
import { baseUrl, pathAndQuery } from "./url.js";

/**
 * Carries out an operation: validate, build, then once per attempt send and classify, then decode.
 * The promise never rejects.
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
  const settled = run(context, request, content).then(
    (value) => ({ ok: true as const, value: value as ResultOf<O> }),
    (fault) => {
      const error = classify(
        fault instanceof MismatchError ? new SDKValidationError(fault.message, request) : fault,
        mask,
      );
      tell(context, error);
      return { ok: false as const, error };
    },
  );
  return apiPromise(settled, context);
}

async function run(
  context: Context,
  given: unknown,
  content: (() => Content) | undefined,
): Promise<unknown> {
  const { client, operation, reader, options, secrets, mask } = context;
  const settings = client._options;
  const wire = encode(operation.request, given);
  const url = baseUrl(settings, options.serverURL) + pathAndQuery(operation, wire);
  addSecret(secrets, wire.token as string | undefined);
  const sent = content?.();
  context.contentType = sent?.type;
  const init: RequestInit = {
    ...options.fetchOptions,
    // `fetch` passes over what is no option of its own.
    ...options,
    method: operation.method,
    body: undefined,
    redirect: "manual",
    ...sent,
  };
  const signal = options.signal ?? options.fetchOptions?.signal;
  const waitAfter = retryPolicy(options.retries ?? settings.retryConfig, options.retryCodes);
  for (;;) {
    const timeoutMs = options.timeoutMs ?? settings.timeoutMs;
    const scope = openScope(signal, timeoutMs, !!settings.httpClient);
    let wait: number | undefined;
    try {
      const response = await scope.race(send(context, url, init, scope));
      wait = waitAfter(response);
      if (wait === undefined) {
        if (response.ok && reader.takes(response))
          return await reader.read(response, context, scope);
        throw await errorFrom(response, context, scope);
      }
      discard(response);
    } catch (error) {
      const failure = classify(error, mask);
      wait = waitAfter(failure);
      if (wait === undefined) throw failure;
    } finally {
      scope.close();
    }
    await sleep(wait, signal);
  }
}
