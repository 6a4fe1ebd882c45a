import type { APIPromise, CallPromise } from "./api-promise.js";

/** The outcome of a call that never rejects: `{ok: true, value}` or `{ok: false, error}`. */
export type Result<T, E = unknown> = { ok: true; value: T } | { ok: false; error: E };

/** Creates the result of a success. */
export const OK = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** Creates the result of a failure. */
export const ERR = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** Converts the promise of a function to that of a method, which rejects on failure. */
export function unwrap<T>(call: APIPromise<Result<T>>): CallPromise<T> {
  const promise = call.then(valueOrThrow);
  return Object.assign(promise, {
    withResponse() {
      // The caller gets the failure from `withResponse`, and may not handle this promise.
      promise.catch(() => {});
      return call.withResponse().then((all) => ({ ...all, value: valueOrThrow(all.value) }));
    },
  }) as CallPromise<T>;
}

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
