import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Creates a folder and its parents, unless it exists and is writable. Node's `recursive` option never
 * returns if a parent exists but accepts no folders, such as /proc.
 * @throws if the folder cannot be created or is not writable, or if a file has its path
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(path).isDirectory()) {
      accessSync(path, constants.W_OK);
      return;
    }
    if (code === "EEXIST") throw new Error(`EEXIST: ${path} is not a folder`);
    const parent = dirname(path);
    if (code !== "ENOENT" || statSync(parent, { throwIfNoEntry: false })) throw error;
    makeFolder(parent);
    // Another process may have created it in the meantime.
    makeFolder(path);
  }
}
