/** Consecutive samples of each channel, from -1 to 1. All channels have the same number of samples. */
export interface PcmBlock {
  /** In Hz. */
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

/** A stretch of a recording, in milliseconds from its start: `startMs` is included, `endMs` is not. */
export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
}
