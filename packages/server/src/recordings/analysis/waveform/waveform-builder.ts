import type { PcmBlock } from "../pcm.js";
import { rescale } from "./rescale.js";
import { pixelsOf, type Waveform } from "./waveform.js";

/** At this many pixels per second, one second is about as wide as a small player. */
const MAX_PIXELS_PER_SECOND = 256;
/** The finest resolution of a long recording is halved to stay within this, which is enough for 2.3 hours of two channels. */
const MAX_BYTES = 8 * 1024 ** 2;
const INITIAL_BYTES = 64 * 1024;
/** Each stored resolution has a quarter of the pixels of the one before. */
const RESOLUTION_STEP = 4;
/** The coarsest one fills a screen. */
const MIN_PIXELS = 2000;
const SCALE = 128;

/**
 * Computes the waveform of a recording from a stream of samples. Holds only the pairs of the finest resolution,
 * at most 8 MiB.
 */
export class WaveformBuilder {
  #samplesPerPixel: number;
  #pairs: Int8Array;
  #length = 0;
  /** The extremes of the open pixel, per channel, and the number of its samples. */
  readonly #minima: Float32Array;
  readonly #maxima: Float32Array;
  #samples = 0;

  /** An even number of pixels, so that they can be halved. */
  readonly #maxLength: number;

  constructor(
    private readonly sampleRate: number,
    private readonly channels: number,
    maxBytes = MAX_BYTES,
  ) {
    this.#maxLength = Math.max(1, Math.floor(maxBytes / (4 * channels))) * 4 * channels;
    this.#pairs = new Int8Array(Math.min(INITIAL_BYTES, this.#maxLength));
    this.#samplesPerPixel = finestResolution(sampleRate);
    this.#minima = new Float32Array(channels);
    this.#maxima = new Float32Array(channels);
    this.#openPixel();
  }

  add(block: PcmBlock): void {
    const length = block.channels[0]?.length ?? 0;
    for (let from = 0; from < length; ) {
      const end = Math.min(length, from + this.#samplesPerPixel - this.#samples);
      for (const [channel, samples] of block.channels.entries()) {
        this.#addExtremes(channel, samples, from, end);
      }
      this.#samples += end - from;
      from = end;
      if (this.#samples === this.#samplesPerPixel) this.#closePixel();
    }
  }

  /** The waveform at each resolution to store, the finest first. */
  finish(): Waveform[] {
    if (this.#samples > 0) this.#closePixel();
    const waveforms = [this.#waveform()];
    for (;;) {
      const last = waveforms.at(-1) as Waveform;
      if (pixelsOf(last) < MIN_PIXELS * RESOLUTION_STEP) return waveforms;
      waveforms.push(rescale(last, last.samplesPerPixel * RESOLUTION_STEP));
    }
  }

  #addExtremes(channel: number, samples: Float32Array, from: number, end: number): void {
    let min = this.#minima[channel] as number;
    let max = this.#maxima[channel] as number;
    for (let index = from; index < end; index++) {
      const sample = samples[index] as number;
      if (sample < min) min = sample;
      if (sample > max) max = sample;
    }
    this.#minima[channel] = min;
    this.#maxima[channel] = max;
  }

  #closePixel(): void {
    if (this.#length + 2 * this.channels > this.#pairs.length) this.#grow();
    for (let channel = 0; channel < this.channels; channel++) {
      const [min, max] = [this.#minima[channel] as number, this.#maxima[channel] as number];
      // A pixel of NaN alone has no extremes.
      this.#pairs[this.#length++] = min <= max ? toByte(min) : 0;
      this.#pairs[this.#length++] = min <= max ? toByte(max) : 0;
    }
    this.#openPixel();
    if (this.#length === this.#maxLength) this.#halve();
  }

  #openPixel(): void {
    this.#minima.fill(Number.POSITIVE_INFINITY);
    this.#maxima.fill(Number.NEGATIVE_INFINITY);
    this.#samples = 0;
  }

  #grow(): void {
    const larger = new Int8Array(Math.min(this.#maxLength, this.#pairs.length * 2));
    larger.set(this.#pairs);
    this.#pairs = larger;
  }

  #halve(): void {
    const { pairs, samplesPerPixel } = rescale(this.#waveform(), this.#samplesPerPixel * 2);
    this.#samplesPerPixel = samplesPerPixel;
    this.#pairs.set(pairs);
    this.#length = pairs.length;
  }

  #waveform(): Waveform {
    return {
      sampleRate: this.sampleRate,
      samplesPerPixel: this.#samplesPerPixel,
      channels: this.channels,
      pairs: this.#pairs.subarray(0, this.#length),
    };
  }
}

/** The smallest power of two with at most 256 pixels per second. */
function finestResolution(sampleRate: number): number {
  let samplesPerPixel = 1;
  while (sampleRate / samplesPerPixel > MAX_PIXELS_PER_SECOND) samplesPerPixel *= 2;
  return samplesPerPixel;
}

/** Rounds towards zero, as audiowaveform does, so that faint noise is a flat line. */
const toByte = (sample: number): number =>
  Math.trunc(Math.max(-SCALE, Math.min(SCALE - 1, sample * SCALE)));
