import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { type RecordingVersion, STRONG_TAG } from "./recording-response.js";

/** What another process needs to resume a partial file. Stored next to the file as JSON. */
export interface PartialState extends RecordingVersion {
  readonly etag: string;
  /** The size of the file when the state was written. */
  readonly bytes: number;
  /** The SHA-256 of those bytes in hex. A file that does not start with them is not resumed. */
  readonly sha256: string;
}

const statePath = (partial: string): string => `${partial}.json`;

/** Reads the state of a partial file; `undefined` if it is missing or invalid. */
export async function readState(partial: string): Promise<PartialState | undefined> {
  try {
    const state = JSON.parse(await readFile(statePath(partial), "utf8"));
    const { etag, total, type, bytes, sha256 } = state;
    const isValid =
      STRONG_TAG.test(etag) &&
      typeof type === "string" &&
      Number.isSafeInteger(bytes) &&
      bytes >= 0 &&
      (total === undefined || (Number.isSafeInteger(total) && total >= bytes)) &&
      /^[\da-f]{64}$/.test(sha256);
    return isValid ? { etag, total, type, bytes, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the state atomically, so that no process reads half of it. */
export async function writeState(partial: string, state: PartialState): Promise<void> {
  const draft = `${statePath(partial)}.tmp`;
  // Symbolic links are never followed.
  await rm(draft, { force: true });
  await writeFile(draft, JSON.stringify(state), { flag: "wx" });
  await rename(draft, statePath(partial));
}

export async function removeState(partial: string): Promise<void> {
  await rm(statePath(partial), { force: true });
  await rm(`${statePath(partial)}.tmp`, { force: true });
}
