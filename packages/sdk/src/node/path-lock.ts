import { type FileHandle, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { SaveRecordingError, withDiskErrors } from "./save-error.js";

const TOUCH_EVERY_MS = 10_000;
const STALE_AFTER_MS = 60_000;

/** Reserves a path for one save, also among processes, until it is released. */
export interface PathLock {
  release(): Promise<void>;
}

/**
 * Locks a path with a lock file next to it. Replaces a stale lock: one whose process has ended, or
 * that was not touched for a minute.
 */
export async function lockPath(target: string): Promise<PathLock> {
  const path = `${target}.partial.lock`;
  for (let attempts = 0; ; attempts++) {
    const handle = await create(path);
    if (handle) return keep(path, handle);
    if (attempts > 0 || !(await isStale(path))) {
      throw new SaveRecordingError(
        "busy",
        `another save to ${target} is in progress (if not, remove ${path})`,
      );
    }
    await withDiskErrors(path, () => rm(path, { force: true }));
  }
}

function create(path: string): Promise<FileHandle | undefined> {
  return withDiskErrors(path, async () => {
    try {
      return await open(path, "wx");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
      throw error;
    }
  });
}

async function keep(path: string, handle: FileHandle): Promise<PathLock> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_EVERY_MS);
  timer.unref?.();
  const release = async () => {
    clearInterval(timer);
    await rm(path, { force: true }).catch(() => {});
  };
  try {
    const owner = JSON.stringify({ pid: process.pid, host: hostname() });
    await withDiskErrors(path, async () => {
      await handle.writeFile(owner).finally(() => handle.close());
    });
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > STALE_AFTER_MS) return true;
    const { pid, host } = JSON.parse(await readFile(path, "utf8"));
    return host === hostname() && !isAlive(pid);
  } catch (error) {
    // Removed in the meantime, or its owner has not written to it yet.
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
