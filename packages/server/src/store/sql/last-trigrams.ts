/** The fewest characters that a trigram index can look up. */
const TRIGRAM = 3;
/** More of them leave hardly fewer rows to look at. */
const MOST = 3;

/**
 * Some trigrams of a text, which what contains it has all of: the last ones, as numbers differ in
 * their ends. None of a text that is too short.
 */
export function lastTrigrams(text: string): string[] {
  const characters = [...text];
  if (characters.length < TRIGRAM) return [];
  const trigrams: string[] = [];
  for (let end = characters.length; end > 0 && trigrams.length < MOST; end -= TRIGRAM) {
    const start = Math.max(end - TRIGRAM, 0);
    trigrams.push(characters.slice(start, start + TRIGRAM).join(""));
  }
  return trigrams;
}
