/** Minima and maxima of consecutive stretches of samples ("pixels"), for display. */
export interface Waveform {
  /** The sample rate of the recording, in Hz. */
  readonly sampleRate: number;
  readonly samplesPerPixel: number;
  readonly channels: number;
  /** Per pixel, per channel: minimum and maximum, from -128 to 127. The last pixel can be incomplete. */
  readonly pairs: Int8Array;
}

/** The number of pixels of a waveform. */
export const pixelsOf = ({ pairs, channels }: Waveform): number => pairs.length / (2 * channels);
