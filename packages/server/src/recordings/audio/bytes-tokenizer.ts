import { AbstractTokenizer, EndOfStreamError } from "strtok3";
import type { Bytes } from "./bytes.js";

/** Larger tags and tables are not read, because their size is only what the file claims. */
const MAX_TOKEN_BYTES = 16 * 1024 ** 2;

type ReadOptions = Parameters<AbstractTokenizer["readBuffer"]>[1];

/** Gives the parser access to bytes of a known size. Bytes that the parser skips are not read. */
export class BytesTokenizer extends AbstractTokenizer {
  override fileInfo: { size: number; mimeType?: string };

  constructor(
    private readonly bytes: Bytes,
    mimeType: string,
  ) {
    super({ maxBufferSize: MAX_TOKEN_BYTES });
    this.fileInfo = { size: bytes.size, mimeType };
  }

  /** With random access, parsers would also read tags at the end, which are not needed here. */
  override supportsRandomAccess(): boolean {
    return false;
  }

  override async readBuffer(target: Uint8Array, options?: ReadOptions): Promise<number> {
    const { position = this.position } = options ?? {};
    const count = await this.peekBuffer(target, options);
    this.position = position + count;
    return count;
  }

  override async peekBuffer(target: Uint8Array, options?: ReadOptions): Promise<number> {
    const { length, position, mayBeLess } = this.normalizeOptions(target, options);
    const count = await this.bytes.copy(target.subarray(0, length), position);
    if (count < length && !mayBeLess) throw new EndOfStreamError();
    return count;
  }

  override async ignore(length: number): Promise<number> {
    if (length > this.fileInfo.size - this.position) throw new EndOfStreamError();
    return super.ignore(length);
  }
}
