/** Pseudo-random values: the same seed returns the same values. */
export interface Random {
  /** A number from 0 to 1. */
  (): number;
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** One of the values. */
  of<T>(...values: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
}

export function randomFrom(seed: number): Random {
  let state = seed * 0x9e3779b9;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return Object.assign(next, {
    below,
    of: <T>(...values: readonly T[]) => values[below(values.length)]!,
    chance: (probability: number) => next() < probability,
  });
}
