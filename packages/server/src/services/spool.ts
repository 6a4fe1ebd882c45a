import { EventEmitter, once } from "node:events";
import { SpoolFile } from "./spool-file.js";

/** What is unread stays in memory up to this. */
const MEMORY_BYTES = 1024 * 1024;

/**
 * Text that is written now and read later. A client may send its whole request before it reads the
 * response, so a writer never waits for the reader. What is unread is in memory or, if it is much,
 * in a temporary file.
 */
export class Spool {
  readonly #changed = new EventEmitter();
  readonly #memory: Buffer[] = [];
  #memoryBytes = 0;
  #file: SpoolFile | undefined;
  #ended = false;
  #failure: unknown;
  #abandoned = false;

  /** `fileBytes` is the most that the file in `folder` may hold. */
  constructor(
    private readonly folder: string,
    private readonly fileBytes: number,
  ) {}

  /** How many bytes are unread. */
  get unread(): number {
    return this.#memoryBytes + this.#unreadInFile;
  }

  get #unreadInFile(): number {
    return this.#file?.unread ?? 0;
  }

  /** One write at a time. What is written once the reader has gone is dropped. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    if (this.#abandoned || bytes.length === 0) return;
    // What is in memory is read first, so nothing goes there while the file has unread bytes.
    if (this.#unreadInFile === 0 && this.#memoryBytes + bytes.length <= MEMORY_BYTES) {
      this.#memory.push(bytes);
      this.#memoryBytes += bytes.length;
    } else {
      this.#file ??= await SpoolFile.open(this.folder, this.fileBytes);
      if (this.#abandoned) return this.#file.close();
      await this.#file.write(bytes);
    }
    this.#changed.emit("change");
  }

  /** Nothing more is written. The reader gets all that was written, then the failure if any. */
  end(failure?: unknown): void {
    this.#ended = true;
    this.#failure = failure;
    this.#changed.emit("change");
  }

  /** All that is written, up to the end. Afterwards the file is gone. */
  async *read(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const held = this.#memory.shift();
        if (held) {
          this.#memoryBytes -= held.length;
          yield held;
        } else if (this.#unreadInFile > 0) {
          yield await this.#file!.read();
        } else if (this.#ended) {
          if (this.#failure) throw this.#failure;
          return;
        } else {
          await once(this.#changed, "change");
        }
      }
    } finally {
      this.#abandoned = true;
      await this.#file?.close();
    }
  }
}
