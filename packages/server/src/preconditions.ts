import { PreconditionFailedError } from "./errors.js";

/** The tags that a condition names; `any` for `*`. */
export type Tags = "any" | readonly string[];

/** The conditions of a request about the current state of its resource (RFC 9110, section 13). */
export interface Preconditions {
  /** `If-Match`: the resource exists, in one of these versions. Weak tags are left out. */
  readonly match: Tags | undefined;
  /** `If-None-Match`: the resource does not exist, or exists in another version than these. */
  readonly noneMatch: Tags | undefined;
}

/** A resource as it is before a write. */
export interface CurrentState {
  /** The entity tags of its representations, with their quotes. */
  readonly etags: readonly string[];
  /** Its version in the store. Null if nothing is stored. */
  readonly version: string | null;
}

/** The entity tag of content with this hash. */
export const etagOf = (hash: string): string => `"${hash}"`;

/** The condition that is false, in the order of RFC 9110, section 13.2.2. */
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
 * Writes if the preconditions are met by exactly the state that the write replaces, so that no update is
 * lost. Throws a `PreconditionFailedError` if they are not met.
 * @param read returns the current state
 * @param write writes if the stored version is `expected`, and whatever is stored if `expected` is
 *   undefined. Returns undefined or false, and stores nothing, if it is another.
 * @returns what `write` returned; undefined if it rejected a version that did not change
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
    // Another request may change the state at any time. The conditions then apply to the new state.
    if (version === last) return undefined;
    const written = await write(version);
    if (written) return written;
    last = version;
  }
}
