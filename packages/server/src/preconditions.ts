import { PreconditionFailedError } from "./errors.js";

/** The entity tags in a precondition; `any` for `*`. */
export type Tags = "any" | readonly string[];

/** The preconditions of a request (RFC 9110, section 13). */
export interface Preconditions {
  /** `If-Match`: the resource exists, in one of these versions. Weak tags are left out. */
  readonly match: Tags | undefined;
  /** `If-None-Match`: the resource does not exist, or exists in another version than these. */
  readonly noneMatch: Tags | undefined;
}

/** The state of a resource before a write. */
export interface CurrentState {
  /** The entity tags of its representations, with their quotes. */
  readonly etags: readonly string[];
  /** Its version in the store. Null if nothing is stored. */
  readonly version: string | null;
}

/** The entity tag of content with this hash. */
export const etagOf = (hash: string): string => `"${hash}"`;

/** The first precondition that is false, in the order of RFC 9110, section 13.2.2. */
export function falseCondition(
  { match, noneMatch }: Preconditions,
  etags: readonly string[],
  exists: boolean,
): "If-Match" | "If-None-Match" | undefined {
  const includes = (tags: Tags) =>
    tags === "any" ? exists : etags.some((etag) => tags.includes(etag));
  if (match !== undefined && !includes(match)) return "If-Match";
  if (noneMatch !== undefined && includes(noneMatch)) return "If-None-Match";
  return undefined;
}

/**
 * Writes only if the state that the write replaces meets the preconditions, which prevents lost updates.
 * Throws a `PreconditionFailedError` if one is false.
 * @param read returns the current state
 * @param write writes if the stored version is `expected`, or unconditionally if `expected` is undefined.
 *   Returns undefined or false, without storing anything, if the version is another.
 * @returns the result of `write`; undefined if it rejected a version that did not change
 */
export async function writeConditionally<T>(
  preconditions: Preconditions | undefined,
  read: () => Promise<CurrentState>,
  write: (expected: string | null | undefined) => Promise<T | undefined | false>,
): Promise<T | undefined> {
  if (!preconditions) return (await write(undefined)) || undefined;
  for (let last: string | null | undefined; ; ) {
    const { etags, version } = await read();
    const failed = falseCondition(preconditions, etags, version !== null);
    if (failed) throw new PreconditionFailedError(failed, version !== null);
    // If another request has changed the state, the preconditions are evaluated again for the new state.
    if (version === last) return undefined;
    const written = await write(version);
    if (written) return written;
    last = version;
  }
}
