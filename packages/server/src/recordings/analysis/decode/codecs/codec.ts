import type { PcmBlock } from "../../pcm.js";
import { DamagedAudioError } from "../errors.js";

/** Decodes the packets of a stream, in their order. */
export interface PacketDecoder {
  /** Undefined if the packet has no samples. */
  decode(packet: Buffer): Promise<PcmBlock | undefined>;
}

/** Decoders normally report a few errors at most for one packet. */
const MAX_REPORTS = 100;

/**
 * Calls a third-party decoder and suppresses its output. These decoders print each error that they return, and
 * that of MP3 retries after every error, so it would never end if the error persisted.
 */
export function quietly<T>(decode: () => T): T {
  const { error } = console;
  let reports = 0;
  console.error = () => {
    reports += 1;
    if (reports > MAX_REPORTS) throw new DamagedAudioError("the decoder keeps failing");
  };
  try {
    // Decoders do their work before they return, even those that return a promise.
    return decode();
  } finally {
    console.error = error;
  }
}

/** The samples of each channel, with exactly as many samples as a packet states. Missing ones are silent. */
export function withLength(
  channels: readonly Float32Array[],
  length: number,
): readonly Float32Array[] {
  return channels.map((samples) => {
    if (samples.length === length) return samples;
    const exact = new Float32Array(length);
    exact.set(samples.subarray(0, length));
    return exact;
  });
}
