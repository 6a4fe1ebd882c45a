/** What random tests draw from: the same in every run of a seed. */
export interface Draw {
  /** A whole number from 0 to before `count`. */
  below(count: number): number;
  /** The same, the low ones far more often. */
  skewed(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in so many times. */
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

/** The same numbers from 0 to 1 in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
