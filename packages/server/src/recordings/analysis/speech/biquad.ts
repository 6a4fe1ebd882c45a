/** A filter state below this is set to zero. Otherwise, silence leads to slow denormal numbers. */
const NEGLIGIBLE = 1e-30;

/** A second-order filter (Audio EQ Cookbook), in transposed direct form II. */
export class Biquad {
  #state1 = 0;
  #state2 = 0;

  /** b0, b1, b2, a1 and a2, divided by a0. */
  readonly #coefficients: readonly [number, number, number, number, number];

  private constructor(...coefficients: readonly [number, number, number, number, number]) {
    this.#coefficients = coefficients;
  }

  static highPass(hz: number, sampleRate: number): Biquad {
    const angle = (2 * Math.PI * hz) / sampleRate;
    const cosine = Math.cos(angle);
    const alpha = Math.sin(angle) / Math.SQRT2;
    const a0 = 1 + alpha;
    const b = (1 + cosine) / 2 / a0;
    return new Biquad(b, -2 * b, b, (-2 * cosine) / a0, (1 - alpha) / a0);
  }

  static bandPass([lowHz, highHz]: readonly [number, number], sampleRate: number): Biquad {
    const center = Math.sqrt(lowHz * highHz);
    const angle = (2 * Math.PI * center) / sampleRate;
    const alpha = (Math.sin(angle) * (highHz - lowHz)) / (2 * center);
    const a0 = 1 + alpha;
    return new Biquad(alpha / a0, 0, -alpha / a0, (-2 * Math.cos(angle)) / a0, (1 - alpha) / a0);
  }

  /** Filters the first samples of `input` into `output`, and returns the energy of the result. */
  filter(input: Float64Array, output: Float64Array, length: number): number {
    const [b0, b1, b2, a1, a2] = this.#coefficients;
    let state1 = this.#state1;
    let state2 = this.#state2;
    let energy = 0;
    for (let index = 0; index < length; index++) {
      const value = input[index] as number;
      const result = b0 * value + state1;
      state1 = b1 * value - a1 * result + state2;
      state2 = b2 * value - a2 * result;
      output[index] = result;
      energy += result * result;
    }
    this.#state1 = Math.abs(state1) < NEGLIGIBLE ? 0 : state1;
    this.#state2 = Math.abs(state2) < NEGLIGIBLE ? 0 : state2;
    return energy;
  }
}
