import type { FixedRatioLayout } from "./decode/fixed-ratio.js";
import type { ChannelLevels } from "./levels.js";
import type { Segment } from "./pcm.js";

/** What was found in the samples of one channel. */
export interface ChannelAnalysis extends ChannelLevels {
  /** The speech segments, in order of time. */
  readonly speech: readonly Segment[];
}

/** Where one resolution of the waveform is in the waveform's blob. */
export interface StoredWaveform {
  readonly samplesPerPixel: number;
  readonly offset: number;
  readonly bytes: number;
}

/** What was found in the audio of a recording. Stored as JSON. */
export interface AudioAnalysis {
  /** In Hz. */
  readonly sampleRate: number;
  readonly durationMs: number;
  readonly channels: readonly ChannelAnalysis[];
  /** Why samples are missing at the end, as a clause; absent if none is known to be missing. */
  readonly cut?: string | undefined;
  /** The resolutions of the waveform, the finest first. */
  readonly waveforms: readonly StoredWaveform[];
  /** The size of the waveform's blob. */
  readonly waveformBytes: number;
  /** Where each sample is, if the file can be decoded from any position. */
  readonly layout?: FixedRatioLayout | undefined;
}

/** The name of the blob that contains the waveform of a recording. */
export const waveformBlob = (blob: string): string => `${blob}-waveform`;
