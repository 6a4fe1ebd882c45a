import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { onAbort } from "./on-abort.js";

/** The life of one attempt: it ends early when its time is up or the caller aborts. */
export interface Scope {
  /** Aborts when the attempt ends early; its reason is the error to end with. */
  readonly signal?: AbortSignal;
  /**
   * Waits for work, but not beyond an early end, whether or not the work listens to the signal. Only
   * one wait may run at a time.
   */
  race<T>(work: Promise<T>): Promise<T>;
  /** Ends the attempt early with an error. */
  end(error: Error): void;
  /** Ends the attempt in good order: nothing ticks or listens any more. */
  close(): void;
}

/**
 * Begins an attempt. Without a limit and a signal it costs nothing.
 * @param abortable whether `end` must abort the request even without them
 */
export function openScope(
  caller: AbortSignal | null | undefined,
  timeoutMs = 0,
  abortable = false,
): Scope {
  // A timer of more milliseconds would fire at once.
  const timed = timeoutMs > 0 && timeoutMs < 2 ** 31;
  if (!caller && !timed && !abortable) return { race: (work) => work, end() {}, close() {} };
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let callOff: (() => void) | null | undefined;
  let fail: ((error: Error) => void) | undefined;
  const scope: Scope = {
    signal,
    // `Promise.race` would hold on to every promise for as long as the attempt lasts.
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
      callOff?.();
    },
  };
  if (timed) {
    timer = setTimeout(
      () => scope.end(new RequestTimeoutError(`Timed out after ${timeoutMs} ms`)),
      timeoutMs,
    );
  }
  callOff = caller && onAbort(caller, scope.end);
  return scope;
}
