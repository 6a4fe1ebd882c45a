import { DamagedAudioError, UnsupportedAudioError } from "./errors.js";

/** The limits of decoding. A file that exceeds a limit is damaged or hostile, or is not a recording of a call. */
export const LIMITS = {
  channels: 32,
  /** In Hz. */
  lowestRate: 1_000,
  /** In Hz. */
  highestRate: 768_000,
  /** A few bytes of some codecs state minutes of silence, so that a small file could decode for days. */
  hours: 24,
  /** Chained Ogg streams. Each needs its own decoder. */
  streams: 1_000,
  /** Of a compressed packet. */
  packetBytes: 1024 ** 2,
  /** A FLAC file with more is not decoded further. The search after each of them is expensive. */
  damagedFrames: 1_000,
} as const;

/** Throws if a file states a number of channels or a sample rate that is impossible or exceeds the limits. */
export function checkFormat(channels: number, sampleRate: number): void {
  if (!(channels > 0)) throw new DamagedAudioError("the file states no channels");
  if (!(sampleRate > 0)) throw new DamagedAudioError("the file states no sample rate");
  if (channels > LIMITS.channels) {
    throw new UnsupportedAudioError(
      `the file states ${channels} channels; at most ${LIMITS.channels} can be decoded`,
    );
  }
  const { lowestRate, highestRate } = LIMITS;
  if (sampleRate < lowestRate || sampleRate > highestRate) {
    throw new UnsupportedAudioError(
      `the file states a sample rate of ${sampleRate} Hz; ${lowestRate} to ${highestRate} Hz can be decoded`,
    );
  }
}
