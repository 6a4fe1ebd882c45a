import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The files of recordings in a data folder, unfinished ones included. */
export async function recordingFiles(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, "recordings");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
