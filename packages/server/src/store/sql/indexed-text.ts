import { hash } from "node:crypto";

/** Databases limit the bytes of an index entry; a character may take three of them. */
const MOST = 500;
const KEPT = 400;

/**
 * A text as columns with an index hold it: a long one is cut, and told from others that begin like
 * it by its hash. Half a character is replaced, as databases do, so that what is looked for is equal.
 */
export const indexedText = (text: string): string => {
  if (text.length <= MOST) return wellFormed(text);
  return `${wellFormed(text.slice(0, KEPT))}…${hash("sha256", wellFormed(text), "hex")}`;
};

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
