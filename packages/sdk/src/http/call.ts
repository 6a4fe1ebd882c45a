import { encode, Mismatch } from "#contract/convert.js";
import type { Operation, RequestOf, ResultOf } from "#contract/operation.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { type APICall, type APIPromise, apiPromise } from "../types/api-promise.js";
import { ERR, OK, type Result } from "../types/result.js";
import type { CallError } from "./call-error.js";
import { classify } from "./classify.js";
import type { Context, Reader } from "./context.js";
import { errorFrom } from "./error-body.js";
import { headersFor } from "./headers.js";
import { maskFor, noteSecrets } from "./redact.js";
import { retriesOf, sleep } from "./retry.js";
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
): APIPromise<Result<ResultOf<O>, CallError>> {
  const secrets = new Set<string>();
  const mask = maskFor(secrets);
  return apiPromise(settle({ client, operation, reader, options, secrets, mask }, request));
}

async function settle<T>(
  context: Context,
  request: unknown,
): Promise<[Result<T, CallError>, APICall]> {
  let result: Result<T, CallError>;
  try {
    const wire = validate(context, request);
    result = OK((await run(context, wire)) as T);
  } catch (error) {
    result = ERR(classify(error, context.mask));
  }
  const { request: sent, response } = context;
  const status = response ? "complete" : sent ? "request-error" : "invalid";
  return [result, { status, request: sent, response } as APICall];
}

function validate({ operation, secrets }: Context, request: unknown): Record<string, unknown> {
  try {
    const wire = encode(operation.request, request);
    if (wire.token) secrets.add(wire.token as string);
    return wire;
  } catch (error) {
    throw error instanceof Mismatch ? new SDKValidationError(error.message, request) : error;
  }
}

async function run(context: Context, wire: Record<string, unknown>): Promise<unknown> {
  const { client, operation, reader, options, secrets, mask } = context;
  const { timeoutMs, retries, retryCodes, serverURL, fetchOptions, ...flat } = options;
  const settings = client._options;
  const url = baseUrl(settings, serverURL) + pathAndQuery(operation, wire);
  const init: RequestInit = { ...fetchOptions, ...flat, method: operation.method };
  delete init.body;
  init.redirect = init.redirect === "error" ? "error" : "manual";
  const signal = init.signal;
  const policy = retriesOf(retries ?? settings.retryConfig, retryCodes);
  for (;;) {
    const scope = openScope(signal, timeoutMs ?? settings.timeoutMs);
    let wait: number | undefined;
    try {
      if (scope.failure) throw scope.failure;
      const headers = await scope.race(headersFor(reader.accept, settings, options));
      noteSecrets(secrets, headers);
      init.headers = headers;
      init.signal = scope.signal ?? null;
      const response = await scope.race(send(context, url, init, scope));
      wait = policy.after(response);
      if (wait === undefined) {
        if (!response.ok || !reader.takes(response)) throw await errorFrom(response, scope, mask);
        return await reader.read(response, context, scope);
      }
      discard(response);
    } catch (error) {
      const failure = classify(error, mask);
      wait = policy.after(failure);
      if (wait === undefined) throw failure;
    } finally {
      scope.release();
    }
    await sleep(wait, signal);
  }
}
