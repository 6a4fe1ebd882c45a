/** The properties that filters match anywhere in the value, ignoring case. */
export const FOLDED = ["agent_name", "prompt_name", "source", "target"] as const;

/**
 * Text in the form in which filters that ignore case compare it. It goes through upper case, so that
 * `ß` equals `SS`. A final sigma (ς) becomes a plain one (σ).
 */
export const fold = (text: string): string =>
  text.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFC");
