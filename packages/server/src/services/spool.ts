import { EventEmitter, once } from "node:events";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const READ_BYTES = 64 * 1024;

/**
 * Text that is written now and read when the reader comes for it, held in a temporary file. A
 * client that sends its whole request before it reads the answer must find all of it, and neither
 * may that client block the sending nor the answer fill the memory.
 */
export class Spool {
  readonly #changed = new EventEmitter();
  #written = 0;
  #ended = false;
  #failure: unknown;

  private constructor(
    private readonly folder: string,
    private readonly file: FileHandle,
  ) {}

  static async open(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), "syllable-"));
    const file = await open(join(folder, "spool"), "wx+", 0o600);
    // An open file needs no name, and without one a crash leaves nothing behind. Windows insists.
    if (process.platform !== "win32") await rm(folder, { recursive: true });
    return new Spool(folder, file);
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    for (let sent = 0; sent < bytes.length; ) {
      const { bytesWritten } = await this.file.write(bytes, sent, undefined, this.#written);
      sent += bytesWritten;
      this.#written += bytesWritten;
    }
    this.#changed.emit("change");
  }

  /** No more will be written; a failure reaches the reader after what was. */
  end(failure?: unknown): void {
    this.#ended = true;
    this.#failure = failure;
    this.#changed.emit("change");
  }

  /** What is written, up to the end; then the file is gone. */
  async *read(): AsyncGenerator<Buffer> {
    try {
      for (let position = 0; ; ) {
        if (position < this.#written) {
          const length = Math.min(READ_BYTES, this.#written - position);
          const { buffer, bytesRead } = await this.file.read(
            Buffer.alloc(length),
            0,
            length,
            position,
          );
          position += bytesRead;
          yield buffer.subarray(0, bytesRead);
        } else if (this.#ended) {
          if (this.#failure) throw this.#failure;
          return;
        } else {
          await once(this.#changed, "change");
        }
      }
    } finally {
      await this.file.close();
      await rm(this.folder, { recursive: true, force: true });
    }
  }
}
