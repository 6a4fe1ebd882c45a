import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { STRONG_TAG, type Version } from "./answer.js";

/** What lies beside a partial file so that another process can go on with it. */
export interface PartialNote extends Version {
  readonly etag: string;
  /** How many bytes were in the file when the note was written. */
  readonly bytes: number;
  /** The SHA-256 of those bytes in hex: only a file that still begins with them is gone on with. */
  readonly sha256: string;
}

const pathOf = (partial: string): string => `${partial}.json`;

/** Reads the note of a partial file; `undefined` where there is none, or none that makes sense. */
export async function readNote(partial: string): Promise<PartialNote | undefined> {
  try {
    const note = JSON.parse(await readFile(pathOf(partial), "utf8"));
    const { etag, total, type, bytes, sha256 } = note;
    const sound =
      STRONG_TAG.test(etag) &&
      typeof type === "string" &&
      Number.isSafeInteger(bytes) &&
      bytes >= 0 &&
      (total === undefined || (Number.isSafeInteger(total) && total >= bytes)) &&
      /^[\da-f]{64}$/.test(sha256);
    return sound ? { etag, total, type, bytes, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the note at one stroke, so that no process ever finds half of one. */
export async function writeNote(partial: string, note: PartialNote): Promise<void> {
  const draft = `${pathOf(partial)}.tmp`;
  await writeFile(draft, JSON.stringify(note));
  await rename(draft, pathOf(partial));
}

export async function removeNote(partial: string): Promise<void> {
  await rm(pathOf(partial), { force: true });
  await rm(`${pathOf(partial)}.tmp`, { force: true });
}
