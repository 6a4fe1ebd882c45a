/** The properties that filters match anywhere in the value, without regard to case. */
export const FOLDED = ["agent_name", "prompt_name", "source", "target"] as const;

/** Text without its case, as such filters compare it. */
export const fold = (text: string): string => text.normalize("NFC").toLowerCase();
