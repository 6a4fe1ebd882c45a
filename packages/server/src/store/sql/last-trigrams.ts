/** The fewest characters that a trigram index can look up. */
export const TRIGRAM_LENGTH = 3;
/** More trigrams hardly reduce the rows that are read. */
const MAX_TRIGRAMS = 3;

/**
 * Some trigrams of a text. Any text that contains it has all of them. They are the last ones, because
 * phone numbers differ at their ends. Empty if the text is too short.
 */
export function lastTrigrams(text: string): string[] {
  const characters = [...text];
  if (characters.length < TRIGRAM_LENGTH) return [];
  const trigrams: string[] = [];
  for (
    let end = characters.length;
    end > 0 && trigrams.length < MAX_TRIGRAMS;
    end -= TRIGRAM_LENGTH
  ) {
    const start = Math.max(end - TRIGRAM_LENGTH, 0);
    trigrams.push(characters.slice(start, start + TRIGRAM_LENGTH).join(""));
  }
  return trigrams;
}
