/**
 * The length of the part of a text that was said, when a share of its turn is over. It ends with a word. Texts without
 * spaces, such as Chinese, end with any character.
 */
export function saidLength(text: string, share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return text.length;
  const at = Math.floor(text.length * share);
  const end = text.indexOf(" ", at);
  const word = end === -1 ? text.length : end;
  return word - at > LONGEST_WORD ? at : word;
}

const LONGEST_WORD = 24;
