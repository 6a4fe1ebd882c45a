import type { Readable } from "node:stream";

/** An inclusive range of bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of recordings are kept, each under a name of its own that never changes. */
export interface RecordingBlobs {
  /** Keeps all of the source under that name, durably, or nothing. */
  write(blob: string, source: Readable | AsyncIterable<Uint8Array>): Promise<void>;
  /** Rejects with `BlobGone` where there is nothing of that name, or not that many bytes of it. */
  read(blob: string, range?: ByteRange, bytes?: number): Promise<Readable>;
  /** A range that is all there, at once: for short ones, which a stream would cost more than. */
  readRange(blob: string, range: ByteRange, bytes: number): Promise<Buffer>;
  /** The size in bytes, or undefined where there is nothing of that name. */
  size(blob: string): Promise<number | undefined>;
  /** Removes what is kept under that name; nothing happens where nothing is. */
  delete(blob: string): Promise<void>;
  /** Rejects if bytes can't be stored. */
  ping(): Promise<void>;
}

export class BlobGone extends Error {}

/** The place of the bytes can't be used: why, what its owner can do, whether it may pass of itself. */
export class BlobsUnavailable extends Error {
  readonly remedy: string;
  readonly passes: boolean;

  constructor(fault: { reason: string; remedy: string; passes: boolean }, cause: unknown) {
    super(fault.reason, { cause });
    this.remedy = fault.remedy;
    this.passes = fault.passes;
  }
}
