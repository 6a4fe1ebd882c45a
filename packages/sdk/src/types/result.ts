import type { APIPromise, CallPromise } from "./api-promise.js";

/** What came of a call that never rejects: `{ok: true, value}` or `{ok: false, error}`. */
export type Result<T, E = unknown> = { ok: true; value: T } | { ok: false; error: E };

/** A success. */
export const OK = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** A failure. */
export const ERR = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** Makes the call of a function that of a method: a failure rejects. */
export function unwrap<T>(call: APIPromise<Result<T>>): CallPromise<T> {
  const promise = call.then(ofResult);
  return Object.assign(promise, {
    withResponse() {
      // Whoever asks for more has the failure from there; this promise may then go unheard.
      promise.catch(() => {});
      return call.withResponse().then((all) => ({ ...all, value: ofResult(all.value) }));
    },
  }) as CallPromise<T>;
}

function ofResult<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
