import { createHash } from "node:crypto";

/** Hex digits that are the same for the same words, for ids that look like random ones. */
export const hexOf = (...words) => createHash("sha256").update(words.join("|")).digest("hex");

/** A source of numbers between two bounds that runs the same way for the same seed. */
export function seededBetween(seed) {
  let count = 0;
  return (low, high) => {
    const share = parseInt(hexOf(seed, count++).slice(0, 8), 16) / 0xffffffff;
    return low + share * (high - low);
  };
}
