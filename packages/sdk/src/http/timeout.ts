import { RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { onAbort } from "./on-abort.js";

/** The life of one attempt: it ends early when its time is up or the caller aborts. */
export interface Scope {
  /** Aborts when the attempt ends early; its reason is the error to end with. */
  readonly signal?: AbortSignal;
  /** Waits for work, but not beyond an early end, whether or not the work listens to the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Ends the attempt in good order: nothing ticks or listens any more. */
  close(): void;
}

/** Begins an attempt. Without a limit and a signal it costs nothing. */
export function openScope(caller: AbortSignal | null | undefined, timeoutMs = 0): Scope {
  // A timer of more milliseconds would fire at once.
  const timed = timeoutMs > 0 && timeoutMs < 2 ** 31;
  if (!caller && !timed) return { race: (work) => work, close() {} };
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let callOff: (() => void) | null | undefined;
  let reject: (error: Error) => void;
  const early = new Promise<never>((_, fail) => {
    reject = fail;
  });
  // An early end may come while nobody waits.
  early.catch(() => {});
  const scope: Scope = {
    signal: controller.signal,
    race: (work) => Promise.race([early, work]),
    close() {
      clearTimeout(timer);
      callOff?.();
    },
  };
  const end = (error: Error) => {
    scope.close();
    reject(error);
    controller.abort(error);
  };
  if (timed) {
    timer = setTimeout(
      () => end(new RequestTimeoutError(`Timed out after ${timeoutMs} ms`)),
      timeoutMs,
    );
  }
  callOff = caller && onAbort(caller, end);
  return scope;
}
