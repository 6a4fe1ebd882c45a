import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { eventually } from "./eventually.js";

/** The files of recordings in a data folder, unfinished ones included. */
export async function recordingFiles(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, "recordings");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Waits until these are the files of recordings: bytes are deleted in the background. */
export const expectRecordingFiles = (dataDir: string, expected: readonly string[]): Promise<void> =>
  eventually(async () =>
    expect((await recordingFiles(dataDir)).sort()).toEqual([...expected].sort()),
  );

/** Waits until there are this many files of recordings. */
export const expectRecordingFileCount = (dataDir: string, count: number): Promise<void> =>
  eventually(async () => expect(await recordingFiles(dataDir)).toHaveLength(count));
