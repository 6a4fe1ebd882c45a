import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { onAbort } from "./on-abort.js";

/** The time limit of one attempt, which ends early after a timeout or when the caller aborts. */
export interface Deadline {
  /** Aborts when the attempt ends early. */
  readonly signal: AbortSignal | undefined;
  /** Throws the error of the attempt if it has ended early. */
  check(): void;
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
 * Starts the time limit of an attempt. Costs nothing if there is no limit and no signal.
 * @param abortable whether `end` must abort the request even then
 */
export function startDeadline(
  caller: AbortSignal | null | undefined,
  timeoutMs = 0,
  abortable = false,
): Deadline {
  // A longer timer would fire at once.
  const hasTimeout = timeoutMs > 0 && timeoutMs < 2 ** 31;
  const controller = caller || hasTimeout || abortable ? new AbortController() : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let removeListener: (() => void) | null | undefined;
  let fail: ((error: Error) => void) | undefined;
  // The reason of the signal is not used, because signals of React Native have none.
  let failure: Error | undefined;
  const deadline: Deadline = {
    signal: controller?.signal,
    check() {
      if (failure) throw failure;
    },
    // `Promise.race` would retain every promise until the end of the attempt.
    race: (work) =>
      controller
        ? new Promise((resolve, reject) => {
            fail = reject;
            if (failure) reject(failure);
            Promise.resolve(work).then(resolve, reject);
          })
        : work,
    end(error) {
      deadline.close();
      failure = error;
      fail?.(error);
      controller?.abort(error);
    },
    close() {
      clearTimeout(timer);
      removeListener?.();
    },
  };
  if (hasTimeout) {
    timer = setTimeout(
      () => deadline.end(new RequestTimeoutError(`Timed out after ${timeoutMs} ms`)),
      timeoutMs,
    );
  }
  removeListener = caller && onAbort(caller, deadline.end);
  return deadline;
}
