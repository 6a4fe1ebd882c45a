import { createHash, type Hash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { toAbortError } from "../http/on-abort.js";
import { type PartialState, readState, removeState, writeState } from "./partial-state.js";
import type { RecordingVersion } from "./recording-response.js";
import { withDiskErrors } from "./save-error.js";
import { requireRegular, requireReplaceable } from "./target-path.js";

const SAVE_STATE_EVERY_MS = 250;
const READ_SIZE = 1 << 20;

/** The file that a recording is downloaded into until it is complete. */
export class PartialFile {
  /** The number of bytes in the file. */
  bytes = 0;
  /** The version that the bytes belong to; `undefined` before the first response. */
  version: RecordingVersion | undefined;
  #hash: Hash = createHash("sha256");
  #stateSavedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  private constructor(
    private readonly target: string,
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** Opens the partial file of a path, with the bytes of an earlier save if they can be resumed. */
  static async open(target: string, signal?: AbortSignal | null): Promise<PartialFile> {
    const path = `${target}.partial`;
    return withDiskErrors(path, async () => {
      // Windows has no O_NOFOLLOW.
      const { O_RDWR, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
      const handle = await open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK);
      const partial = new PartialFile(target, path, handle);
      try {
        requireRegular(await handle.stat());
        const state = await readState(path);
        if (state) await partial.#resume(state, signal);
        await handle.truncate(partial.bytes);
        return partial;
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /**
   * Resumes from a state if the file starts with the bytes that it describes. The last byte of a
   * complete file is requested again, so that the server can confirm the version.
   */
  async #resume(
    { bytes, sha256, ...version }: PartialState,
    signal: AbortSignal | null | undefined,
  ): Promise<void> {
    const start = bytes === version.total ? Math.max(0, bytes - 1) : bytes;
    const hash = createHash("sha256");
    if (!(await this.#hashBytes(hash, 0, start, signal))) return;
    const hashAtStart = hash.copy();
    if (!(await this.#hashBytes(hash, start, bytes, signal))) return;
    if (hash.digest("hex") !== sha256) return;
    this.#hash = hashAtStart;
    this.bytes = start;
    this.version = version;
  }

  /** Hashes the bytes from `start` to `end`; false if the file is shorter. */
  async #hashBytes(
    hash: Hash,
    start: number,
    end: number,
    signal: AbortSignal | null | undefined,
  ): Promise<boolean> {
    const buffer = Buffer.allocUnsafe(Math.min(READ_SIZE, end - start));
    for (let at = start; at < end; ) {
      if (signal?.aborted) throw toAbortError(signal);
      const { bytesRead } = await this.handle.read(buffer, 0, Math.min(READ_SIZE, end - at), at);
      if (bytesRead === 0) return false;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
    return true;
  }

  /** Empties the file and starts over, with the version of the next response if it is known. */
  async restart(version?: RecordingVersion): Promise<void> {
    await withDiskErrors(this.path, async () => {
      await removeState(this.path);
      await this.handle.truncate(0);
    });
    this.bytes = 0;
    this.version = version;
    this.#hash = createHash("sha256");
    this.#stateSavedAt = Number.NEGATIVE_INFINITY;
  }

  /** Appends a chunk. If the disk fails halfway, the bytes written until then count. */
  async append(chunk: Uint8Array): Promise<void> {
    for (let rest = chunk; rest.length > 0; ) {
      const { bytesWritten } = await withDiskErrors(this.path, () =>
        this.handle.write(rest, 0, rest.length, this.bytes),
      );
      this.#hash.update(rest.subarray(0, bytesWritten));
      this.bytes += bytesWritten;
      rest = rest.subarray(bytesWritten);
    }
    const now = performance.now();
    if (now - this.#stateSavedAt < SAVE_STATE_EVERY_MS) return;
    this.#stateSavedAt = now;
    await this.saveState();
  }

  /** Saves the state for a later process. Without an entity tag, no process could resume. */
  async saveState(): Promise<void> {
    const { etag, total, type } = this.version ?? {};
    if (!etag || !type) return;
    const state = { etag, total, type, bytes: this.bytes, sha256: this.sha256() };
    await withDiskErrors(this.path, () => writeState(this.path, state));
  }

  /** The SHA-256 of the bytes in the file, in hex. */
  sha256(): string {
    return this.#hash.copy().digest("hex");
  }

  /** Renames the file, now complete, to its target. */
  async finish(): Promise<void> {
    await withDiskErrors(this.target, async () => {
      await this.handle.sync();
      await this.handle.close();
      await requireReplaceable(this.target);
      await rename(this.path, this.target);
      this.#isClosed = true;
      await syncFolder(dirname(this.target));
      await removeState(this.path);
    });
  }

  /** Closes the file so that a later save can resume it. Removes an empty one. */
  async suspend(): Promise<void> {
    if (this.#isClosed) return;
    if (this.bytes === 0) return this.discard();
    // The caller reports the error that ended the save. A failed write of the state must not hide
    // it.
    await this.saveState().catch(() => {});
    await this.handle.close().catch(() => {});
  }

  /** Closes and removes the file and its state. */
  async discard(): Promise<void> {
    this.#isClosed = true;
    await this.handle.close().catch(() => {});
    await rm(this.path, { force: true }).catch(() => {});
    await removeState(this.path).catch(() => {});
  }
}

/** Makes a rename durable. Some systems cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {}
}
