/** Recordings are read in chunks of this size; the last chunk is shorter. */
export const CHUNK_BYTES = 256 * 1024;

/** The range of a chunk; `end` is inclusive. */
export function chunkRange(chunk: number, size: number): { start: number; end: number } {
  const start = chunk * CHUNK_BYTES;
  return { start, end: Math.min(start + CHUNK_BYTES, size) - 1 };
}

/** Facts read from the bytes of a recording, or the reason why they could not be read. */
export interface AudioFacts {
  /** `unsupported`: the format is unknown or does not state these facts. */
  readonly analysis: "ready" | "unsupported" | "failed";
  /** The reason why facts are missing; null if none is missing. */
  readonly analysisDetail: string | null;
  /** The media type of the bytes; undefined if it is not known. */
  readonly type: string | undefined;
  readonly seconds: number | null;
  readonly channels: number | null;
}

/** Sent to the probe process: the recording, then each chunk that the process requests. */
export type ProbeRequest =
  | { readonly size: number; readonly type: string | undefined; readonly name: string }
  | { readonly chunk: Uint8Array };

/**
 * Sent by the probe process: the number of each chunk that it needs; the media type as soon as it is known;
 * finally the facts.
 */
export type ProbeReply =
  | { readonly read: number }
  | { readonly detected: string | undefined }
  | { readonly facts: AudioFacts };
