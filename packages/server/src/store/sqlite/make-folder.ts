import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a folder above says
 * that it is there and takes nothing, as /proc does.
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
    if (code === "EEXIST") throw new Error(`EEXIST: ${path} is no folder`);
    const parent = dirname(path);
    if (code !== "ENOENT" || statSync(parent, { throwIfNoEntry: false })) throw error;
    makeFolder(parent);
    // Another process may have created it in the meantime.
    makeFolder(path);
  }
}
