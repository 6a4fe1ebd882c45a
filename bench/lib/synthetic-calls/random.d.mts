/** A seeded generator of numbers from 0 to 1, so that each run has the same input. */
export function seededRandom(seed: number): () => number;
