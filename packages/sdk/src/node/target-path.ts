import type { Stats } from "node:fs";
import { lstat, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { withDiskErrors } from "./save-error.js";

/** The limit of Linux. */
const MAX_LINKS = 40;

/** Paths to open files of the process instead of files in a folder. */
const OPEN_FILE = /^\/(dev\/(std(in|out|err)$|fd\/)|proc\/)/;

/**
 * The absolute path of the file to write. Symbolic links are resolved, so that all paths to a file share
 * its lock. The target of a link need not exist.
 * @throws {SDKValidationError} if the path is not a string or a file URL
 * @throws {SaveRecordingError} if the path leads to anything but a regular file
 */
export async function resolveTarget(path: string | URL): Promise<string> {
  const absolute = resolve(toText(path));
  return withDiskErrors(absolute, async () => {
    if (OPEN_FILE.test(absolute)) throw new Error("is an open file, not a path to save to");
    if (await requireRegularFile(absolute)) return realpath(absolute);
    let target = absolute;
    for (let links = 0; links < MAX_LINKS; links++) {
      target = join(await realpath(dirname(target)), basename(target));
      const link = await readLink(target);
      if (link === undefined) return target;
      target = resolve(dirname(target), link);
    }
    throw Object.assign(new Error(), { code: "ELOOP" });
  });
}

/**
 * Whether a path exists. Symbolic links are followed.
 * @throws if it exists and is not a regular file
 */
async function requireRegularFile(path: string): Promise<boolean> {
  const found = await ifExists(stat(path));
  if (found) requireRegular(found);
  return found !== undefined;
}

/**
 * Checks again, before a file is replaced, that it is still a regular file or does not exist.
 * @throws if it is something else, such as a symbolic link
 */
export async function requireReplaceable(target: string): Promise<void> {
  const found = await ifExists(lstat(target));
  if (found) requireRegular(found);
}

/** @throws {Error} if it is not a regular file */
export function requireRegular(found: Stats): void {
  if (found.isFile()) return;
  if (found.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  const kind = found.isFIFO()
    ? "a named pipe"
    : found.isSocket()
      ? "a socket"
      : found.isSymbolicLink()
        ? "a symbolic link"
        : "a device";
  throw new Error(`is ${kind}, not a regular file`);
}

function toText(path: unknown): string {
  try {
    if (path instanceof URL) return fileURLToPath(path);
  } catch {
    // Not a file URL.
  }
  if (typeof path === "string") return path;
  throw new SDKValidationError("path: expected a string or a file URL", path);
}

async function ifExists<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The target of a symbolic link; `undefined` if the path is not one. */
async function readLink(path: string): Promise<string | undefined> {
  return (await ifExists(lstat(path)))?.isSymbolicLink() ? readlink(path) : undefined;
}
