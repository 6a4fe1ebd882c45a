/** A text with its occurrences of another one marked, in any case. */
export function Highlight({ text, wanted }: { text: string; wanted: string }) {
  const pieces = split(text, wanted.trim());
  return pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity
    index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
  );
}

/** The pieces of a text: every second one is an occurrence. */
function split(text: string, wanted: string): string[] {
  if (!wanted) return [text];
  const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.split(new RegExp(`(${escaped})`, "iu"));
}
