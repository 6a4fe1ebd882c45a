import { DamagedAudioError, UnsupportedAudioError } from "./errors.js";

/** What is decoded. A file that exceeds a limit is damaged or hostile, or is not a recording of a call. */
export const LIMITS = {
  channels: 32,
  /** In Hz. */
  lowestRate: 1_000,
  /** In Hz. */
  highestRate: 768_000,
  /** A few bytes of some codecs state minutes of silence, so that a small file could decode for days. */
  hours: 24,
  /** Ogg streams that follow each other. Each needs a decoder of its own. */
  streams: 1_000,
  /** Of a compressed packet. */
  packetBytes: 1024 ** 2,
  /** After this many, a FLAC file is given up. The search after each is expensive. */
  damagedFrames: 1_000,
} as const;

/** Throws if a file states channels or a sample rate that are not possible or exceed the limits. */
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
