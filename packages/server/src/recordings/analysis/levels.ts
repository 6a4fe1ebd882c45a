import type { PcmBlock, Segment } from "./pcm.js";

/** A sample of at least this magnitude is at full scale: just below the largest value of G.711 µ-law, 32,124 of 32,768. */
const FULL_SCALE = 0.98;
/** A single sample at full scale is a peak. This many in a row are clipped. */
const MIN_CLIPPED_SAMPLES = 3;

/** The levels of a channel, relative to full scale. The facts about a recording state them in dBFS. */
export interface ChannelLevels {
  /** The root mean square of all samples. 0 is digital silence. */
  readonly rms: number;
  /** The largest absolute sample value. Decoders of lossy formats also return samples beyond 1. */
  readonly peak: number;
  readonly clippedMs: number;
  /** From the first clipped sample to the last. */
  readonly clippedAt?: Segment;
}

/** Measures the levels of each channel from a stream of samples. */
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
  #firstClipped: number | undefined;
  #lastClipped = 0;
  /** The number of samples at full scale before the next one, and whether they are above zero. */
  #run = 0;
  #runIsPositive = false;

  add(samples: Float32Array): void {
    let energy = 0;
    let peak = this.#peak;
    for (let index = 0; index < samples.length; index++) {
      const sample = samples[index] as number;
      const magnitude = Math.abs(sample);
      if (magnitude >= FULL_SCALE) this.#addFullScale(sample > 0, this.#count + index);
      else if (this.#run > 0) this.#endRun(this.#count + index);
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
    this.#endRun(this.#count);
    const toMs = (samples: number) => Math.round((samples * 1000) / sampleRate);
    const clippedAt = this.#firstClipped !== undefined && {
      startMs: toMs(this.#firstClipped),
      endMs: toMs(this.#lastClipped),
    };
    return {
      rms: Math.sqrt(this.#energy / Math.max(1, this.#count)),
      peak: this.#peak,
      clippedMs: toMs(this.#clipped),
      ...(clippedAt && { clippedAt }),
    };
  }

  #addFullScale(isPositive: boolean, position: number): void {
    if (this.#run > 0 && isPositive !== this.#runIsPositive) this.#endRun(position);
    this.#run++;
    this.#runIsPositive = isPositive;
  }

  #endRun(end: number): void {
    if (this.#run >= MIN_CLIPPED_SAMPLES) {
      this.#clipped += this.#run;
      this.#firstClipped ??= end - this.#run;
      this.#lastClipped = end;
    }
    this.#run = 0;
  }
}
