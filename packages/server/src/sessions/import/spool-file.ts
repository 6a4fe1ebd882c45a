import { randomUUID } from "node:crypto";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const READ_BYTES = 64 * 1024;

/** A queue of bytes in a temporary file. The file is a ring buffer, so its size is bounded. */
export class SpoolFile {
  #written = 0;
  #read = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly capacity: number,
  ) {}

  static async open(folder: string, capacity: number): Promise<SpoolFile> {
    const path = join(folder, randomUUID());
    const file = await open(path, "wx+", 0o600);
    // A file without a name is deleted when the process ends. Windows does not allow that.
    if (process.platform !== "win32") await rm(path);
    return new SpoolFile(path, file, capacity);
  }

  get unread(): number {
    return this.#written - this.#read;
  }

  /** Only one write may run at a time. */
  async write(bytes: Buffer): Promise<void> {
    if (this.unread + bytes.length > this.capacity) {
      throw new Error(`the spool file can hold at most ${this.capacity} bytes`);
    }
    for (let done = 0; done < bytes.length; ) {
      const position = this.#written % this.capacity;
      const length = Math.min(bytes.length - done, this.capacity - position);
      const { bytesWritten } = await this.file.write(bytes, done, length, position);
      done += bytesWritten;
      this.#written += bytesWritten;
    }
  }

  /** Reads some of the unread bytes. Only one read may run at a time. */
  async read(): Promise<Buffer> {
    const position = this.#read % this.capacity;
    const length = Math.min(READ_BYTES, this.unread, this.capacity - position);
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, position);
    this.#read += bytesRead;
    return buffer.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }
}

/** Removes the files of killed processes: those that were last written before this time. */
export async function removeLeftovers(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    const isLeftover = found?.isFile() && found.mtimeMs < before;
    // If a file can't be removed, the next start tries again.
    if (isLeftover) await rm(path, { force: true }).catch(() => undefined);
  }
}
