import { EventEmitter, once } from "node:events";
import { SpoolFile } from "./spool-file.js";

/** Up to this size, unread text stays in memory. */
const MEMORY_BYTES = 1024 * 1024;

/**
 * A queue of text between a writer and a slower reader. The writer never waits for the reader, because a
 * client may send its whole request before it reads the response. Unread text is held in memory, or in a
 * temporary file if there is much of it.
 */
export class Spool {
  readonly #changed = new EventEmitter();
  readonly #memory: Buffer[] = [];
  #memoryBytes = 0;
  #file: SpoolFile | undefined;
  #ended = false;
  #failure: unknown;
  #abandoned = false;

  /** `fileBytes` is the maximum size of the temporary file in `folder`. */
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

  /** Only one write may run at a time. Text written after the reader has stopped is dropped. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    if (this.#abandoned || bytes.length === 0) return;
    // Memory is read before the file, so nothing is added to it while the file has unread bytes.
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

  /** Ends the text. The reader receives everything written, then the failure if there is one. */
  end(failure?: unknown): void {
    this.#ended = true;
    this.#failure = failure;
    this.#changed.emit("change");
  }

  /** Yields everything written, up to the end, and then removes the file. */
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
