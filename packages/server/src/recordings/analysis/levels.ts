import type { PcmBlock } from "./pcm.js";

/** What digital silence is reported as: the level of the weakest 20-bit sample. JSON has no -Infinity. */
export const MIN_DBFS = -120;

/** Samples from here on are at full scale: just below the largest value of G.711 μ-law, 32,124 of 32,768. */
const FULL_SCALE = 0.98;
/** A single sample at full scale is a peak. So many in a row are clipped. */
const MIN_CLIPPED_SAMPLES = 3;

/** The levels of a channel. dBFS is relative to a sample of 1, so that a square wave at full scale has 0. */
export interface ChannelLevels {
  readonly rmsDbfs: number;
  readonly peakDbfs: number;
  readonly clippedMs: number;
}

/** Measures the levels of each channel. Takes the samples in a stream. */
export class LevelMeter {
  readonly #meters: readonly ChannelMeter[];

  constructor(
    private readonly sampleRate: number,
    channels: number,
  ) {
    this.#meters = Array.from({ length: channels }, () => new ChannelMeter());
  }

  add(block: PcmBlock): void {
    for (const [index, meter] of this.#meters.entries()) {
      meter.add(block.channels[index] as Float32Array);
    }
  }

  /** The levels of each channel, after the last block. */
  finish(): ChannelLevels[] {
    return this.#meters.map((meter) => meter.finish(this.sampleRate));
  }
}

class ChannelMeter {
  #count = 0;
  #energy = 0;
  #peak = 0;
  #clipped = 0;
  /** The number of samples at full scale before the next one, and whether they are above zero. */
  #run = 0;
  #runIsPositive = false;

  add(samples: Float32Array): void {
    let energy = 0;
    let peak = this.#peak;
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index] as number;
      const magnitude = Math.abs(sample);
      if (magnitude >= FULL_SCALE) this.#addFullScale(sample > 0);
      else if (this.#run > 0) this.#endRun();
      // Floating-point files can contain NaN and infinity.
      if (!(magnitude < Number.POSITIVE_INFINITY)) continue;
      energy += magnitude * magnitude;
      if (magnitude > peak) peak = magnitude;
    }
    this.#energy += energy;
    this.#peak = peak;
    this.#count += samples.length;
  }

  finish(sampleRate: number): ChannelLevels {
    this.#endRun();
    return {
      rmsDbfs: toDbfs(Math.sqrt(this.#energy / Math.max(1, this.#count))),
      peakDbfs: toDbfs(this.#peak),
      clippedMs: Math.round((this.#clipped * 1000) / sampleRate),
    };
  }

  #addFullScale(isPositive: boolean): void {
    if (this.#run > 0 && isPositive !== this.#runIsPositive) this.#endRun();
    this.#run++;
    this.#runIsPositive = isPositive;
  }

  #endRun(): void {
    if (this.#run >= MIN_CLIPPED_SAMPLES) this.#clipped += this.#run;
    this.#run = 0;
  }
}

/** In dBFS with one decimal, at least {@link MIN_DBFS}. */
function toDbfs(amplitude: number): number {
  const decibels = Math.max(MIN_DBFS, 20 * Math.log10(amplitude));
  return Math.round(decibels * 10) / 10;
}
