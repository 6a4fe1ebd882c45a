import type { Readable } from "node:stream";
import { UnavailableError } from "../availability/unavailable.js";

/** Positions of the first and the last byte, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the bytes of recordings are stored, each blob under a unique name. A blob never changes. Any
 * method may reject with `BlobsUnavailable`.
 */
export interface RecordingBlobs {
  /**
   * Stores all bytes of the source, or nothing. Durable when the promise resolves. If the source
   * fails, the promise rejects with its error.
   */
  write(blob: string, source: Readable | AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Streams a blob, or a range of it. A range may extend past the end.
   * @param bytes the expected size of the whole blob
   * @throws BlobGone if the blob does not exist, or has another size than expected
   */
  read(blob: string, range?: ByteRange, bytes?: number): Promise<Readable>;
  /**
   * Reads a range at once. For short ranges, for which a stream would cost more. The range must end
   * within the blob.
   * @param bytes the expected size of the whole blob
   * @throws BlobGone if the blob does not exist, or has another size than expected
   */
  readRange(blob: string, range: ByteRange, bytes: number): Promise<Buffer>;
  /** The size in bytes, or undefined if the blob does not exist. */
  size(blob: string): Promise<number | undefined>;
  /** Deletes a blob, and what an interrupted write left of it. Does nothing if there is neither. */
  delete(blob: string): Promise<void>;
  /** Rejects if bytes cannot be read and stored. */
  ping(): Promise<void>;
}

/** A blob does not exist, or is not as long as it was when it was stored. */
export class BlobGone extends Error {}

/** The folder or the object store of the blobs cannot be used. */
export class BlobsUnavailable extends UnavailableError {}
