import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { abortion } from "../http/on-abort.js";
import type { Version } from "./answer.js";
import { type PartialNote, readNote, removeNote, writeNote } from "./partial-note.js";
import { onDisk } from "./save-error.js";

const NOTED_EVERY_MS = 250;
const READ_SIZE = 1 << 20;

/** The file that a recording grows in until it is whole. */
export class PartialFile {
  /** How many bytes it has. */
  bytes = 0;
  /** Of which version they are; `undefined` before the first answer. */
  version: Version | undefined;
  #hash: Hash = createHash("sha256");
  #notedAt = Number.NEGATIVE_INFINITY;
  #settled = false;

  private constructor(
    private readonly target: string,
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** Opens the partial file of a path, with what an earlier save left that can be gone on with. */
  static async open(target: string, signal?: AbortSignal | null): Promise<PartialFile> {
    const path = `${target}.partial`;
    return onDisk(path, async () => {
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT);
      const partial = new PartialFile(target, path, handle);
      try {
        const note = await readNote(path);
        if (note) await partial.#goOnFrom(note, signal);
        await handle.truncate(partial.bytes);
        return partial;
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /**
   * Goes on from a note if the file begins with the bytes it tells of. Of a file that is whole, the
   * last byte is asked for again, so that the server can say whether it is still that version.
   */
  async #goOnFrom(
    { bytes, sha256, ...version }: PartialNote,
    signal: AbortSignal | null | undefined,
  ): Promise<void> {
    const keep = bytes === version.total ? Math.max(0, bytes - 1) : bytes;
    const hash = createHash("sha256");
    if (!(await this.#read(hash, 0, keep, signal))) return;
    const kept = hash.copy();
    if (!(await this.#read(hash, keep, bytes, signal)) || hash.digest("hex") !== sha256) return;
    this.#hash = kept;
    this.bytes = keep;
    this.version = version;
  }

  /** Hashes the bytes from `start` to `end`; false where the file is shorter. */
  async #read(
    hash: Hash,
    start: number,
    end: number,
    signal: AbortSignal | null | undefined,
  ): Promise<boolean> {
    const buffer = Buffer.allocUnsafe(Math.min(READ_SIZE, end - start));
    for (let at = start; at < end; ) {
      if (signal?.aborted) throw abortion(signal);
      const { bytesRead } = await this.handle.read(buffer, 0, Math.min(READ_SIZE, end - at), at);
      if (bytesRead === 0) return false;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return true;
  }

  /** Empties the file, for a version to come or one that is known. */
  async restart(version?: Version): Promise<void> {
    await onDisk(this.path, async () => {
      await removeNote(this.path);
      await this.handle.truncate(0);
    });
    this.bytes = 0;
    this.version = version;
    this.#hash = createHash("sha256");
    this.#notedAt = Number.NEGATIVE_INFINITY;
  }

  /** Writes what comes next. Where the disk gives in amid it, what was written counts. */
  async append(chunk: Uint8Array): Promise<void> {
    for (let rest = chunk; rest.length > 0; ) {
      const { bytesWritten } = await onDisk(this.path, () =>
        this.handle.write(rest, 0, rest.length, this.bytes),
      );
      this.#hash.update(rest.subarray(0, bytesWritten));
      this.bytes += bytesWritten;
      rest = rest.subarray(bytesWritten);
    }
    const now = performance.now();
    if (now - this.#notedAt < NOTED_EVERY_MS) return;
    this.#notedAt = now;
    await this.note();
  }

  /** Notes how far the file is, for a process to come. Without a tag none could go on. */
  async note(): Promise<void> {
    const { etag, total, type } = this.version ?? {};
    if (!etag || !type) return;
    const note = { etag, total, type, bytes: this.bytes, sha256: this.sha256() };
    await onDisk(this.path, () => writeNote(this.path, note));
  }

  /** The SHA-256 of the bytes so far, in hex. */
  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  /** Gives the file, now whole, its name. */
  async finish(): Promise<void> {
    await onDisk(this.target, async () => {
      await this.handle.sync();
      await this.handle.close();
      await rename(this.path, this.target);
      this.#settled = true;
      await syncFolder(dirname(this.target));
      await removeNote(this.path);
    });
  }

  /** Leaves what there is for a later save to go on with; an empty file is of no use. */
  async leave(): Promise<void> {
    if (this.#settled) return;
    if (this.bytes === 0) return this.discard();
    // What ended the save is what is told, not that the note could not be written either.
    await this.note().catch(() => {});
    await this.handle.close().catch(() => {});
  }

  /** Removes all that there is. */
  async discard(): Promise<void> {
    this.#settled = true;
    await this.handle.close().catch(() => {});
    await rm(this.path, { force: true }).catch(() => {});
    await removeNote(this.path).catch(() => {});
  }
}

/** Makes a new name last; some systems cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {}
}
