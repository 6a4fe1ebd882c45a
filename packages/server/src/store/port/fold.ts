/** The properties that filters match anywhere in the value, ignoring case. */
export const FOLDED = ["agent_name", "prompt_name", "source", "target"] as const;

const ASCII = /^[\0-\x7f]*$/;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const DOT_ABOVE = "\u0307";
/** The time of a normalization grows with the square of the combining marks in a row. */
const MANY_MARKS = /\p{M}{31}/u;
const FEWER_MARKS = /\P{M}*\p{M}{1,30}|\P{M}+/gu;

/**
 * Folds text for comparison by filters that ignore case: full case folding over NFKC (Unicode, section
 * 3.13, `toNFKC_Casefold`). Canonical equivalents, full-width forms and ligatures have the same folded
 * text. Invisible characters are removed, accents are not. Dotted and dotless i are equal, which in
 * Unicode depends on the language.
 *
 * Both stored text and search text are folded here, for either database. A change of this function
 * requires a migration of the stored text.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  if (!MANY_MARKS.test(text)) return foldPart(text);
  return text.match(FEWER_MARKS)!.map(foldPart).join("");
}

/**
 * JavaScript has no case folding. Mapping to lower, upper and lower case yields the same text for all
 * forms of a letter: `ẞ`, `ß`, `SS`, `ss`. The text must be decomposed, because an iota subscript becomes
 * a letter.
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
