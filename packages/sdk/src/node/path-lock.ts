import { type FileHandle, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { onDisk, SaveRecordingError } from "./save-error.js";

const TOUCHED_EVERY_MS = 10_000;
const STALE_AFTER_MS = 60_000;

/** Keeps a path to one save at a time, also among processes, until it is let go of. */
export interface PathLock {
  release(): Promise<void>;
}

/**
 * Takes a path by making a lock file beside it. One that a dead process left behind is taken over:
 * its process is gone, or it was not touched for a minute.
 */
export async function lockPath(target: string): Promise<PathLock> {
  const path = `${target}.partial.lock`;
  for (let taken = 0; ; taken++) {
    const handle = await create(path);
    if (handle) return hold(path, handle);
    if (taken > 0 || !(await isStale(path))) {
      throw new SaveRecordingError(
        "busy",
        `another save to ${target} is under way (if none is, remove ${path})`,
      );
    }
    await onDisk(path, () => rm(path, { force: true }));
  }
}

function create(path: string): Promise<FileHandle | undefined> {
  return onDisk(path, async () => {
    try {
      return await open(path, "wx");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
      throw error;
    }
  });
}

async function hold(path: string, handle: FileHandle): Promise<PathLock> {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCHED_EVERY_MS);
  timer.unref?.();
  const release = async () => {
    clearInterval(timer);
    await rm(path, { force: true }).catch(() => {});
  };
  try {
    const owner = JSON.stringify({ pid: process.pid, host: hostname() });
    await onDisk(path, async () => {
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
    // It went while we looked; or its owner has yet to write its name into it.
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
