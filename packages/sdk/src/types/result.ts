/** What came of a call that never rejects: `{ok: true, value}` or `{ok: false, error}`. */
export type Result<T, E = unknown> = { ok: true; value: T } | { ok: false; error: E };

/** A success. */
export const OK = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** A failure. */
export const ERR = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** Turns a failure into a rejection. */
export async function unwrap<T>(result: PromiseLike<Result<T>>): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw settled.error;
  return settled.value;
}
