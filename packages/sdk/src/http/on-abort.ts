import type { RequestOptions } from "../lib/sdks.js";
import { RequestAbortedError, RequestTimeoutError } from "../models/errors/http-client-errors.js";

/** The caller's signal, from either place in the options. */
export const signalOf = ({
  signal,
  fetchOptions,
}: RequestOptions): AbortSignal | null | undefined => signal ?? fetchOptions?.signal;

type Callback = (error: Error) => void;

const callbacks = new WeakMap<AbortSignal, Set<Callback>>();

/**
 * Calls back when a signal aborts, or at once if it has, with the error for the caller. Returns a
 * function that removes the callback. A signal has one listener, however many calls use it, because
 * Node warns of a leak at more than ten.
 */
export function onAbort(signal: AbortSignal, callback: Callback): (() => void) | undefined {
  if (signal.aborted) {
    callback(toAbortError(signal));
    return undefined;
  }
  const registered = callbacks.get(signal) ?? new Set();
  callbacks.set(signal, registered.add(callback));
  signal.addEventListener("abort", listener);
  return () => {
    registered.delete(callback);
    if (!registered.size) signal.removeEventListener("abort", listener);
  };
}

function listener({ target }: Event): void {
  const signal = target as AbortSignal;
  for (const callback of callbacks.get(signal)!) callback(toAbortError(signal));
}

/** The error of a call whose signal aborted. */
export function toAbortError({ reason }: AbortSignal): Error {
  const timeout = Object(reason).name === "TimeoutError";
  return new (timeout ? RequestTimeoutError : RequestAbortedError)("Aborted", { cause: reason });
}
