import { RequestAbortedError, RequestTimeoutError } from "../models/errors/http-client-errors.js";

type Act = (error: Error) => void;

/** What is to be done when a signal fires. */
const acts = new WeakMap<AbortSignal, Set<Act>>();

/**
 * Acts when a signal fires, or at once where it has, with the error of the call that it ends; what
 * this gives calls it off. A signal has one listener, however many calls it can end: Node takes
 * more than ten for a leak.
 */
export function onAbort(signal: AbortSignal, act: Act): (() => void) | undefined {
  if (signal.aborted) {
    act(abortion(signal));
    return undefined;
  }
  const its = acts.get(signal) ?? new Set();
  acts.set(signal, its.add(act));
  signal.addEventListener("abort", listener);
  return () => {
    its.delete(act);
    if (!its.size) signal.removeEventListener("abort", listener);
  };
}

function listener({ target }: Event): void {
  const signal = target as AbortSignal;
  for (const act of acts.get(signal)!) act(abortion(signal));
}

/** The error of a call whose caller's signal fired. */
export function abortion({ reason }: AbortSignal): Error {
  const timeout = Object(reason).name === "TimeoutError";
  return new (timeout ? RequestTimeoutError : RequestAbortedError)("Aborted", { cause: reason });
}
