import type { ByteReader } from "../byte-reader.js";

/** What the bytes of a recording state. */
export interface FormatFacts {
  /** The media type. */
  readonly type: string;
  /** The duration of the complete frames; null if it can't be determined. */
  readonly seconds: number | null;
  readonly channels: number | null;
  /** Why a fact is null, as a clause: `the file states no sample rate`. */
  readonly reason?: string;
}

/** Where the samples of a file are. */
export interface SampleData {
  readonly start: number;
  /** Exclusive; at most the size of the file. */
  readonly end: number;
  /** The end that the header states; undefined if it states none, as in files written to a pipe. */
  readonly declaredEnd: number | undefined;
}

/** A container or a bitstream. */
export interface Format {
  /** The media type, unless reading the whole file finds a more precise one. */
  readonly type: string;
  /** Declared types that may be right if the file is too damaged to state its own. */
  readonly relatives?: RegExp;
  read(reader: ByteReader, type: string): Promise<FormatFacts>;
}

/** The facts could be determined only by reading all of a file, which would exceed the limit. */
export class TooLargeToCountError extends Error {}

/** Files up to this size may be read in full. */
export const FULL_BYTES = 32 * 1024 ** 2;

export const withoutFacts = (type: string, reason: string): FormatFacts => ({
  type,
  seconds: null,
  channels: null,
  reason,
});
