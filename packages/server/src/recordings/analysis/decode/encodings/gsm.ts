import type { GsmFrame, GsmSubframe } from "./gsm-bits.js";

export const GSM_FRAME_SAMPLES = 160;
const SUBFRAME_SAMPLES = 40;
const MIN_LAG = 40;
const MAX_LAG = 120;

/** Table 4.1: the ranges of the quantized ratios, and the inverse of their scale. */
const RATIO_LOWEST = [-32, -32, -16, -16, -8, -8, -4, -4];
const RATIO_OFFSETS = [0, 0, 2048, -2560, 94, -1792, -341, -1144];
const RATIO_SCALES = [13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708];
/** Table 4.3b: the gains of the long-term predictor. */
const GAINS = [3277, 11469, 21299, 32767];
/** Table 4.6: the mantissas of the pulses. */
const MANTISSAS = [18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767];
const DE_EMPHASIS = 28180;

/** Where each set of interpolated ratios ends, and the weight of the current frame in quarters. */
const INTERPOLATION = [
  [13, 1],
  [27, 2],
  [40, 3],
  [GSM_FRAME_SAMPLES, 4],
] as const;

const saturated = (value: number): number => Math.max(-0x8000, Math.min(0x7fff, value));
/** A product of two numbers of 15 fractional bits, rounded. */
const product = (a: number, b: number): number => saturated((a * b + 0x4000) >> 15);

/** Decodes GSM full rate (GSM 06.10). Frames depend on the ones before. */
export class GsmDecoder {
  /** The last samples of the excitation, which the long-term predictor repeats. */
  readonly #excitation = new Int32Array(MAX_LAG + GSM_FRAME_SAMPLES);
  #lag = MIN_LAG;
  #ratios: readonly number[] = RATIO_SCALES.map(() => 0);
  /** The memory of the short-term filter. */
  readonly #filter = new Int32Array(RATIO_SCALES.length + 1);
  #emphasis = 0;

  /** Decodes a frame to the samples from `at` on. */
  decode({ ratios, subframes }: GsmFrame, target: Float32Array, at: number): void {
    this.#excitation.copyWithin(0, GSM_FRAME_SAMPLES);
    for (const [index, subframe] of subframes.entries()) {
      this.#excite(subframe, MAX_LAG + index * SUBFRAME_SAMPLES);
    }
    const current = ratios.map(logAreaRatio);
    let sample = 0;
    for (const [end, weight] of INTERPOLATION) {
      const reflections = current.map((ratio, index) =>
        reflection(interpolated(this.#ratios[index]!, ratio, weight)),
      );
      for (; sample < end; sample++) {
        const filtered = this.#synthesize(this.#excitation[MAX_LAG + sample]!, reflections);
        this.#emphasis = saturated(filtered + product(this.#emphasis, DE_EMPHASIS));
        // The standard keeps 13 bits of the doubled sample.
        target[at + sample] = (saturated(this.#emphasis * 2) & ~7) / 2 ** 15;
      }
    }
    this.#ratios = current;
  }

  /** Section 5.3.2: adds the pulses to the excitation of earlier samples. */
  #excite({ lag, gain, grid, peak, pulses }: GsmSubframe, start: number): void {
    if (lag >= MIN_LAG && lag <= MAX_LAG) this.#lag = lag;
    const values = pulseValues(peak, pulses);
    for (let index = 0; index < SUBFRAME_SAMPLES; index++) {
      const place = index - grid;
      const pulse = place % 3 === 0 ? (values[place / 3] ?? 0) : 0;
      const earlier = this.#excitation[start + index - this.#lag]!;
      this.#excitation[start + index] = saturated(pulse + product(GAINS[gain]!, earlier));
    }
  }

  /** Section 5.3.3: the lattice filter. */
  #synthesize(input: number, reflections: readonly number[]): number {
    let output = input;
    for (let stage = reflections.length - 1; stage >= 0; stage--) {
      const memory = this.#filter[stage]!;
      output = saturated(output - product(reflections[stage]!, memory));
      this.#filter[stage + 1] = saturated(memory + product(reflections[stage]!, output));
    }
    this.#filter[0] = output;
    return output;
  }
}

/** Sections 5.2.15 and 5.2.16: the pulses of a subframe from their codes and their peak. */
function pulseValues(peak: number, codes: readonly number[]): number[] {
  let exponent = peak > 15 ? (peak >> 3) - 1 : 0;
  let mantissa = peak - (exponent << 3);
  if (mantissa === 0) [exponent, mantissa] = [-4, 15];
  while (mantissa <= 7) [mantissa, exponent] = [(mantissa << 1) | 1, exponent - 1];
  const shift = 6 - exponent;
  const rounding = shift > 0 ? 1 << (shift - 1) : 0;
  return codes.map(
    (code) =>
      saturated(product(MANTISSAS[mantissa - 8]!, ((code << 1) - 7) << 12) + rounding) >> shift,
  );
}

/** Section 5.2.8. */
function logAreaRatio(code: number, index: number): number {
  const value = saturated(((code + RATIO_LOWEST[index]!) << 10) - (RATIO_OFFSETS[index]! << 1));
  return saturated(product(RATIO_SCALES[index]!, value) * 2);
}

/** Section 5.2.9.1. The standard shifts each term by itself. */
function interpolated(previous: number, current: number, weight: number): number {
  if (weight === 1) return saturated(saturated((previous >> 2) + (current >> 2)) + (previous >> 1));
  if (weight === 2) return saturated((previous >> 1) + (current >> 1));
  if (weight === 3) return saturated(saturated((previous >> 2) + (current >> 2)) + (current >> 1));
  return current;
}

/** Section 5.2.9.2. */
function reflection(ratio: number): number {
  const size = Math.min(0x7fff, Math.abs(ratio));
  const value =
    size < 11059 ? size << 1 : size < 20070 ? size + 11059 : saturated((size >> 2) + 26112);
  return ratio < 0 ? -value : value;
}
