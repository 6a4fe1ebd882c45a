import {
  closeSync,
  constants,
  createWriteStream,
  fstatSync,
  openSync,
  read as readFile,
} from "node:fs";
import { access, mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { WriteCheck } from "../availability/write-check.js";
import { BlobGone, type RecordingBlobs } from "./port.js";

const READ_CHUNK_BYTES = 256 * 1024;

const readInto = promisify(readFile);

/** Stores recordings as files in a folder, spread over 256 folders below it. Creates the folder. */
export async function openRecordingFiles(folder: string): Promise<RecordingBlobs> {
  const partial = join(folder, "partial");
  await mkdir(partial, { recursive: true });
  const pathOf = (blob: string) => join(folder, blob.slice(0, 2), blob);
  const probe = join(partial, "write-probe");
  const writes = new WriteCheck(async (bytes) => {
    try {
      await writeFile(probe, Buffer.alloc(bytes), { flush: true });
    } finally {
      await rm(probe, { force: true });
    }
  });
  const write: RecordingBlobs["write"] = async (blob, source) => {
    const path = pathOf(blob);
    const temporary = join(partial, blob);
    try {
      await pipeline(source, createWriteStream(temporary, { flags: "wx", flush: true }));
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      await syncFolder(folder);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  };

  return {
    write: (blob, source) => writes.observe(() => write(blob, source)),

    async read(blob, range, bytes) {
      const file = await open(pathOf(blob)).catch((error) => {
        throw error.code === "ENOENT" ? new BlobGone(blob) : error;
      });
      if (bytes !== undefined && (await file.stat()).size !== bytes) {
        await file.close();
        throw new BlobGone(blob);
      }
      return file.createReadStream({ ...range, highWaterMark: READ_CHUNK_BYTES });
    },

    async readRange(blob, { start, end }, bytes) {
      const file = openToRead(pathOf(blob), blob);
      try {
        if (fstatSync(file).size !== bytes) throw new BlobGone(blob);
        const buffer = Buffer.allocUnsafe(end - start + 1);
        const { bytesRead } = await readInto(file, buffer, 0, buffer.length, start);
        if (bytesRead < buffer.length) throw new BlobGone(blob);
        return buffer;
      } finally {
        closeSync(file);
      }
    },

    async size(blob) {
      const found = await stat(pathOf(blob)).catch((error) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      return found?.size;
    },

    async delete(blob) {
      await rm(pathOf(blob), { force: true });
      await rm(join(partial, blob), { force: true });
    },

    async ping() {
      await access(partial, constants.W_OK);
      await writes.check();
    },
  };
}

/** A rename is durable once the folder is flushed to the disk. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Opens a file synchronously. For a short range, switching to a thread and back would cost more than
 * everything else. If the disk is slow, only the first range of a file waits.
 */
function openToRead(path: string, blob: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOENT" ? new BlobGone(blob) : error;
  }
}
