import type { PcmBlock } from "../../pcm.js";
import { DamagedAudioError } from "../errors.js";

/** Decodes the packets of a stream, in their order. */
export interface PacketDecoder {
  /** Undefined if the packet has no samples. */
  decode(packet: Buffer): Promise<PcmBlock | undefined>;
}

/** Decoders report a few errors at most for one packet. */
const MAX_REPORTS = 100;

/**
 * Calls a decoder from the registry without its output. The decoders print each error that they return, and
 * that of MP3 tries again after every error, so that it would not end if the error remained.
 */
export function quietly<T>(decode: () => T): T {
  const { error } = console;
  let reports = 0;
  console.error = () => {
    reports += 1;
    if (reports > MAX_REPORTS) throw new DamagedAudioError("the decoder does not stop failing");
  };
  try {
    // Decoders that return a promise have done their work by then.
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
