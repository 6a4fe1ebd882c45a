/** Random choices. The same seed leads to the same choices in every run. */
export interface Draw {
  /** An integer from 0 to `count` - 1. */
  below(count: number): number;
  /** Like `below`, but low numbers are far more frequent. */
  skewed(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** True with a probability of 1 / `times`. */
  oneIn(times: number): boolean;
}

export function drawFrom(seed: number): Draw {
  const random = randomFrom(seed);
  const below = (count: number) => Math.floor(random() * count);
  return {
    below,
    skewed: (count) => Math.floor(random() ** 4 * count),
    pick: (from) => from[below(from.length)]!,
    oneIn: (times) => below(times) === 0,
  };
}

/** A generator of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
