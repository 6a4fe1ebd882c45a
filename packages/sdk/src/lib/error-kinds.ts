import { kindOf } from "../http/classify.js";
import {
  ConnectionError,
  type HTTPClientError,
  RequestAbortedError,
  RequestTimeoutError,
  UnexpectedClientError,
} from "../models/errors/http-client-errors.js";

/** Whether a value is an error of a class, or one of `fetch` that the SDK converts to it. */
function isKind(error: unknown, kind: typeof HTTPClientError): boolean {
  try {
    return error instanceof kind || kindOf(error, UnexpectedClientError) === kind;
  } catch {
    // Reading its properties throws.
    return false;
  }
}

/**
 * Whether an error means that the server could not be reached or the connection broke: a
 * `ConnectionError`, or the error that `fetch` throws in that case. Useful in a `"requestError"` hook.
 */
export const isConnectionError = (error: unknown): boolean => isKind(error, ConnectionError);

/**
 * Whether an error means that a time limit was exceeded: a `RequestTimeoutError`, the `TimeoutError`
 * of `AbortSignal.timeout()`, or the error that `fetch` throws in that case.
 */
export const isTimeoutError = (error: unknown): boolean => isKind(error, RequestTimeoutError);

/** Whether an error means that a signal aborted: a `RequestAbortedError` or an `AbortError`. */
export const isAbortError = (error: unknown): boolean => isKind(error, RequestAbortedError);
