import { SILENCE_DBFS } from "./parameters.js";

const SILENCE_POWER = 10 ** (SILENCE_DBFS / 10);

export const toDecibels = (power: number): number =>
  10 * Math.log10(Math.max(power, SILENCE_POWER));

export const toPower = (decibels: number): number => 10 ** (decibels / 10);

/** For each value, the highest of the last `count` values up to it. */
export function highestOf(values: Float32Array, count: number): Float32Array {
  const highest = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    let best = values[index] as number;
    for (let at = Math.max(0, index - count + 1); at < index; at++) {
      const value = values[at] as number;
      if (value > best) best = value;
    }
    highest[index] = best;
  }
  return highest;
}
