import { SILENCE_DBFS } from "./parameters.js";

const BINS_PER_DB = 2;
const MAX_DB = 20;
const BINS = (MAX_DB - SILENCE_DBFS) * BINS_PER_DB + 1;

/** Counts levels in steps of 0.5 dB. */
export class Histogram {
  readonly #counts = new Uint32Array(BINS);
  #total = 0;

  add(decibels: number): void {
    const bin = Math.round((decibels - SILENCE_DBFS) * BINS_PER_DB);
    const index = Math.max(0, Math.min(BINS - 1, bin));
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.#total++;
  }

  /** The level below which this share of the levels lies; undefined if there are none. */
  percentile(share: number): number | undefined {
    let rest = Math.floor(share * this.#total);
    for (let bin = 0; bin < BINS; bin++) {
      const count = this.#counts[bin] as number;
      if (count > rest) return bin / BINS_PER_DB + SILENCE_DBFS;
      rest -= count;
    }
    return undefined;
  }
}
