import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { onAbort } from "./on-abort.js";

/** The time of one attempt. It ends early after a timeout or when the caller aborts. */
export interface Scope {
  /** Aborts when the attempt ends early. The reason is the error of the attempt. */
  readonly signal?: AbortSignal;
  /**
   * Waits for work or until the attempt ends early, even if the work ignores the signal. Only one
   * wait may run at a time.
   */
  race<T>(work: Promise<T>): Promise<T>;
  /** Ends the attempt early with an error. */
  end(error: Error): void;
  /** Ends the attempt normally: clears the timer and removes the listener. */
  close(): void;
}

/**
 * Starts an attempt. Costs nothing if there is no time limit and no signal.
 * @param abortable whether `end` must abort the request even then
 */
export function openScope(
  caller: AbortSignal | null | undefined,
  timeoutMs = 0,
  abortable = false,
): Scope {
  // A longer timer would fire at once.
  const hasTimeout = timeoutMs > 0 && timeoutMs < 2 ** 31;
  if (!caller && !hasTimeout && !abortable) return { race: (work) => work, end() {}, close() {} };
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let removeListener: (() => void) | null | undefined;
  let fail: ((error: Error) => void) | undefined;
  const scope: Scope = {
    signal,
    // `Promise.race` would retain every promise until the end of the attempt.
    race: (work) =>
      new Promise((resolve, reject) => {
        fail = reject;
        if (signal.aborted) reject(signal.reason);
        Promise.resolve(work).then(resolve, reject);
      }),
    end(error) {
      scope.close();
      fail?.(error);
      controller.abort(error);
    },
    close() {
      clearTimeout(timer);
      removeListener?.();
    },
  };
  if (hasTimeout) {
    timer = setTimeout(
      () => scope.end(new RequestTimeoutError(`Timed out after ${timeoutMs} ms`)),
      timeoutMs,
    );
  }
  removeListener = caller && onAbort(caller, scope.end);
  return scope;
}
