import { encode, Mismatch } from "#contract/convert.js";
import type { Operation, RequestOf, ResultOf } from "#contract/operation.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { type APIPromise, apiPromise } from "../types/api-promise.js";
import { ERR, OK, type Result } from "../types/result.js";
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
  return apiPromise(settle(context, request, content), context);
}

async function settle<T>(
  context: Context,
  given: unknown,
  content: (() => Content) | undefined,
): Promise<Result<T, CallError>> {
  try {
    return OK((await run(context, given, content)) as T);
  } catch (error) {
    const fault = error instanceof Mismatch ? new SDKValidationError(error.message, given) : error;
    const failure = classify(fault, context.mask);
    tell(context, `${failure}`);
    return ERR(failure);
  }
}

async function run(
  context: Context,
  given: unknown,
  content: (() => Content) | undefined,
): Promise<unknown> {
  const { client, operation, reader, options, secrets, mask } = context;
  const { timeoutMs, retries, retryCodes, serverURL, fetchOptions } = options;
  const settings = client._options;
  const wire = encode(operation.request, given);
  const url = baseUrl(settings, serverURL) + pathAndQuery(operation, wire);
  addSecret(secrets, wire.token as string | undefined);
  const sent = content?.();
  context.contentType = sent?.type;
  const { method } = operation;
  // A `Request` passes over what is no option of its own.
  const own = { method, body: undefined, redirect: "manual" } as const;
  const init: RequestInit = { ...fetchOptions, ...options, ...own, ...sent };
  const { signal } = init;
  const waitAfter = retryPolicy(retries ?? settings.retryConfig, retryCodes);
  for (;;) {
    const scope = openScope(signal, timeoutMs ?? settings.timeoutMs);
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
