import type { Stats } from "node:fs";
import { lstat, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { withDiskErrors } from "./save-error.js";

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** Paths that name an open file of the process instead of a file of a folder. */
const OPEN_FILE = /^\/(dev\/(std(in|out|err)$|fd\/)|proc\/)/;

/**
 * The absolute path of the file to write, with all links resolved, so that each file has one lock. A
 * link stays, and the file that it names is written, even if that does not exist yet.
 * @throws {SDKValidationError} if the path is not a string or a file URL
 * @throws {SaveRecordingError} if the path exists and is not a regular file, or is a link to such
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
 * Whether a path exists, with links followed.
 * @throws if it exists and is not a regular file
 */
async function requireRegularFile(path: string): Promise<boolean> {
  const found = await ifExists(stat(path));
  if (found) requireRegular(found);
  return found !== undefined;
}

/**
 * Checks again, before a file is replaced, that nothing else was put in its place.
 * @throws if it exists and is not a regular file, or is a link
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
        ? "a link"
        : "a device";
  throw new Error(`is ${kind}, not a regular file`);
}

function toText(path: unknown): string {
  try {
    if (path instanceof URL) return fileURLToPath(path);
  } catch {
    // The URL of something else than a file.
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

/** What a link contains; `undefined` if the path is not a link. */
async function readLink(path: string): Promise<string | undefined> {
  return (await ifExists(lstat(path)))?.isSymbolicLink() ? readlink(path) : undefined;
}
