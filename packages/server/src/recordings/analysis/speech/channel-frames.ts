import { Biquad } from "./biquad.js";
import { BANDS_HZ, FRAME_MS, HIGH_PASS_HZ } from "./parameters.js";

/** The power of each frame of a channel: of the whole signal, and of each band. */
export class ChannelFrames {
  /** The mean power of the high-passed signal. */
  power = new Float32Array(1024);
  readonly bandPowers: Float32Array[];
  /** Half of the degrees of freedom of a frame of noise in each band: bandwidth × duration. */
  readonly halfDegrees: readonly number[];
  /** The number of complete frames in the arrays. */
  length = 0;

  readonly #highPass: Biquad;
  readonly #bandPasses: readonly Biquad[];
  readonly #input: Float64Array;
  readonly #highPassed: Float64Array;
  readonly #unused: Float64Array;
  readonly #bandEnergies: number[];
  #energy = 0;
  #position = 0;
  #frame = 0;
  #frameStart = 0;
  #frameEnd: number;

  constructor(private readonly sampleRate: number) {
    const bands = BANDS_HZ.filter(([, high]) => high < sampleRate / 2);
    this.bandPowers = bands.map(() => new Float32Array(1024));
    this.halfDegrees = bands.map(([low, high]) => ((high - low) * FRAME_MS) / 1000);
    this.#highPass = Biquad.highPass(HIGH_PASS_HZ, sampleRate);
    this.#bandPasses = bands.map((band) => Biquad.bandPass(band, sampleRate));
    this.#bandEnergies = bands.map(() => 0);
    this.#frameEnd = this.#startOf(1);
    const frameSamples = Math.ceil((sampleRate * FRAME_MS) / 1000) + 1;
    this.#input = new Float64Array(frameSamples);
    this.#highPassed = new Float64Array(frameSamples);
    this.#unused = new Float64Array(frameSamples);
  }

  add(samples: Float32Array): void {
    for (let from = 0; from < samples.length; ) {
      const count = Math.min(samples.length - from, this.#frameEnd - this.#position);
      this.#measure(samples, from, count);
      from += count;
      this.#position += count;
      if (this.#position === this.#frameEnd) this.#endFrame();
    }
  }

  /** Removes the oldest frames. */
  drop(count: number): void {
    for (const values of [this.power, ...this.bandPowers]) values.copyWithin(0, count, this.length);
    this.length -= count;
  }

  #measure(samples: Float32Array, from: number, count: number): void {
    const input = this.#input;
    for (let index = 0; index < count; index++) {
      const sample = samples[from + index] as number;
      // Floating-point files can contain NaN and infinity, which would stay in the filters.
      input[index] = Number.isFinite(sample) ? sample : 0;
    }
    this.#energy += this.#highPass.filter(input, this.#highPassed, count);
    for (let band = 0; band < this.#bandPasses.length; band++) {
      const filter = this.#bandPasses[band] as Biquad;
      const energy = filter.filter(this.#highPassed, this.#unused, count);
      this.#bandEnergies[band] = (this.#bandEnergies[band] as number) + energy;
    }
  }

  #endFrame(): void {
    if (this.length === this.power.length) this.#grow();
    const samples = this.#frameEnd - this.#frameStart;
    this.power[this.length] = this.#energy / samples;
    for (const [band, powers] of this.bandPowers.entries()) {
      powers[this.length] = (this.#bandEnergies[band] as number) / samples;
    }
    this.#bandEnergies.fill(0);
    this.#energy = 0;
    this.length++;
    this.#frame++;
    this.#frameStart = this.#frameEnd;
    this.#frameEnd = this.#startOf(this.#frame + 1);
  }

  #grow(): void {
    const grown = (values: Float32Array) => {
      const larger = new Float32Array(values.length * 2);
      larger.set(values);
      return larger;
    };
    this.power = grown(this.power);
    for (const [band, powers] of this.bandPowers.entries()) this.bandPowers[band] = grown(powers);
  }

  /** At rates such as 44.1 kHz, the lengths of frames differ by a sample, so that their times do not drift. */
  #startOf(frame: number): number {
    return Math.round((frame * FRAME_MS * this.sampleRate) / 1000);
  }
}
