import { createHash } from "node:crypto";

/** Returns hex digits that look random and are the same for the same words. */
export const hexOf = (...words) => createHash("sha256").update(words.join("|")).digest("hex");

/** Returns a generator of random numbers between two bounds, with the same results for the same seed. */
export function seededBetween(seed) {
  let count = 0;
  return (low, high) => {
    const share = parseInt(hexOf(seed, count++).slice(0, 8), 16) / 0xffffffff;
    return low + share * (high - low);
  };
}
