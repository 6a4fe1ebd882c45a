import { hash } from "node:crypto";

/** Databases limit the size of an index entry; a character takes up to three bytes. */
const MAX_LENGTH = 500;
const PREFIX_LENGTH = 400;

/**
 * A text as an indexed column stores it: a long text is cut and followed by its hash. Unpaired
 * surrogates are replaced, as databases do.
 */
export const indexedText = (text: string): string => {
  if (text.length <= MAX_LENGTH) return wellFormed(text);
  return `${wellFormed(text.slice(0, PREFIX_LENGTH))}…${hash("sha256", wellFormed(text), "hex")}`;
};

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
