/** How much the coincidence of a turn and an onset counts. */

/** The share of turns that have an onset within the tolerance if the place is right. */
const HIT_RATE = 0.85;

/** The limits of the probability that an onset is close by chance. */
const CHANCE = { min: 0.02, max: 0.8 };

/** Log-likelihood ratios of one turn: the place is right, over chance. */
export interface Evidence {
  /** For an onset within the tolerance. */
  readonly hit: number;
  /** For no onset within the tolerance. */
  readonly miss: number;
}

/**
 * The evidence of the turns on a channel with this many onsets in this time. A channel without onsets gives no
 * evidence, because it may be dead.
 */
export function evidenceOf(onsets: number, spanMs: number, toleranceMs: number): Evidence {
  if (onsets === 0) return { hit: 0, miss: 0 };
  const expected = 1 - Math.exp((-2 * toleranceMs * onsets) / spanMs);
  const chance = Math.min(CHANCE.max, Math.max(CHANCE.min, expected));
  return {
    hit: Math.log(HIT_RATE / chance),
    miss: Math.log((1 - HIT_RATE) / (1 - chance)),
  };
}
