/** The properties that filters match anywhere in the value, without regard to case. */
export const FOLDED = ["agent_name", "prompt_name", "source", "target"] as const;

/**
 * Text without its case, as such filters compare it. By way of capitals, so that `ß` is as `SS`;
 * a sigma that ends a word is a sigma.
 */
export const fold = (text: string): string =>
  text.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFC");
