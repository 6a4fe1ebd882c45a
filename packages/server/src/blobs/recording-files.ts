import { readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = /^[0-9a-f]{2}$/;
const BLOB = /^[0-9a-f]{32}$/;

/** Whether a folder of recordings, if it exists, has at least one. Files of others do not count. */
export function hasRecordingFiles(folder: string): boolean {
  return namesIn(folder).some(
    (name) => FOLDER.test(name) && namesIn(join(folder, name)).some((blob) => BLOB.test(blob)),
  );
}

/** Empty if the folder does not exist or cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
