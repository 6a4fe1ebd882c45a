/** Recordings are read in chunks of this size; the last chunk is shorter. */
export const CHUNK_BYTES = 256 * 1024;

/** Facts read from the bytes of a recording, or why they could not be read. */
export interface AudioFacts {
  /** `unsupported`: the format is not known, or does not state these facts. */
  readonly analysis: "ready" | "unsupported" | "failed";
  /** Why facts are missing; null if none is missing. */
  readonly analysisDetail: string | null;
  readonly seconds: number | null;
  readonly channels: number | null;
}

/** To the probe process: the recording to read, then each chunk that the process requests. */
export type ProbeRequest =
  | { readonly size: number; readonly type: string | undefined }
  | { readonly chunk: Uint8Array };

/**
 * From the probe process: the number of the chunk that it needs; the media type, if none was
 * declared; the facts, last.
 */
export type ProbeReply =
  | { readonly read: number }
  | { readonly detected: string | undefined }
  | { readonly facts: AudioFacts };
