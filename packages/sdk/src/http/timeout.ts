import { RequestAbortedError, RequestTimeoutError } from "../models/errors/http-client-errors.js";

/** A timer of more milliseconds than this fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The life of one attempt: it ends early when its time is up or the caller aborts. */
export interface Scope {
  /** Aborts when the attempt ends early. */
  readonly signal: AbortSignal | undefined;
  /** Why the attempt ended early. */
  readonly failure: Error | undefined;
  /** Waits for work, but not beyond an early end, whether or not the work listens to the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Stops the clock but goes on listening to the caller, for a body that is read later. */
  keep(): void;
  /** Ends the attempt, unless it is kept: nothing ticks or listens any more. */
  release(): void;
  /** Ends the attempt in any case. */
  close(): void;
}

/** Begins an attempt. Without a limit and a signal it has no cost. */
export function openScope(caller: AbortSignal | null | undefined, timeoutMs = 0): Scope {
  const timed = timeoutMs > 0 && timeoutMs <= LONGEST_TIMER;
  if (!caller && !timed) {
    const nothing = () => {};
    return {
      signal: undefined,
      failure: undefined,
      race: (work) => work,
      keep: nothing,
      release: nothing,
      close: nothing,
    };
  }
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failure: Error | undefined;
  let reject: (error: Error) => void;
  const early = new Promise<never>((_, fail) => {
    reject = fail;
  });
  early.catch(() => {});
  let kept = false;
  const close = () => {
    clearTimeout(timer);
    caller?.removeEventListener("abort", onAbort);
  };
  const end = (error: Error) => {
    close();
    failure = error;
    reject(error);
    controller.abort(error);
  };
  const onAbort = () => end(abortion(caller));
  if (caller?.aborted) onAbort();
  else {
    caller?.addEventListener("abort", onAbort);
    if (timed) {
      timer = setTimeout(
        () => end(new RequestTimeoutError(`No full answer within ${timeoutMs} ms`)),
        timeoutMs,
      );
    }
  }
  return {
    signal: controller.signal,
    get failure() {
      return failure;
    },
    race: (work) => Promise.race([work, early]),
    keep() {
      clearTimeout(timer);
      kept = true;
    },
    release() {
      if (!kept) close();
    },
    close,
  };
}

/** The error of a call whose caller's signal fired. */
export function abortion(signal: AbortSignal | null | undefined): Error {
  const cause: unknown = signal?.reason;
  return (cause as Error | undefined)?.name === "TimeoutError"
    ? new RequestTimeoutError("The caller's time limit is over", { cause })
    : new RequestAbortedError("The caller aborted the request", { cause });
}
