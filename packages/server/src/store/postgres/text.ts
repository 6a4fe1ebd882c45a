const NUL = "\0";
const ONE = "\x01";
const KEPT_NUL = "\x01\x01";
const KEPT_ONE = "\x01\x02";

/**
 * PostgreSQL keeps no NUL in a text. It is written as two characters there, and so is the first of
 * them, so that every text comes back as it was and sorts where it did.
 */
export const toKept = (text: string): string =>
  text.includes(NUL) || text.includes(ONE)
    ? text.replaceAll(ONE, KEPT_ONE).replaceAll(NUL, KEPT_NUL)
    : text;

export const fromKept = (kept: string): string =>
  kept.includes(ONE) ? kept.replaceAll(KEPT_NUL, NUL).replaceAll(KEPT_ONE, ONE) : kept;
