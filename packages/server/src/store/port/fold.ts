/** The properties that filters match anywhere in the value, ignoring case. */
export const FOLDED = ["agent_name", "prompt_name", "source", "target"] as const;

const ASCII = /^[\0-\x7f]*$/;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const DOT_ABOVE = "\u0307";
/** The time of a normalization grows with the square of the combining marks in a row. */
const MANY_MARKS = /\p{M}{31}/u;
const FEWER_MARKS = /\P{M}*\p{M}{1,30}|\P{M}+/gu;

/**
 * Text in the form in which filters that ignore case compare it: full case folding over NFKC (Unicode,
 * section 3.13, `toNFKC_Casefold`). So canonical equivalents, full-width forms and ligatures are
 * alike, and characters without an appearance are left out. An accent stays part of its letter.
 * Dotted and dotless i are alike, which Unicode leaves to the language.
 *
 * Stored texts and search texts both are folded here, whatever the database. A change of it needs a
 * migration of the stored texts.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (!MANY_MARKS.test(text)) return foldPart(text);
  return text.match(FEWER_MARKS)!.map(foldPart).join("");
}

/**
 * JavaScript has no case folding. Case mappings there and back lead to the same text for all forms of a
 * letter: `ẞ` to `ß` to `SS` to `ss`. They need decomposed text, as an iota subscript becomes a letter.
 */
const foldPart = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(INVISIBLE, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replaceAll("ς", "σ")
    .normalize("NFKD")
    .replace(/i\p{M}+/gu, (letter) => letter.replaceAll(DOT_ABOVE, ""))
    .normalize("NFKC");
