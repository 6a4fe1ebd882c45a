/** Replaces secrets in a text with asterisks. */
export type Mask = (text: string) => string;

/** The secrets of one call. */
export type Secrets = Set<string>;

/** Creates a mask. Secrets that are added later are masked too. */
export const maskFor =
  (secrets: Secrets): Mask =>
  (text) => {
    let masked = text;
    for (const secret of secrets) masked = masked.replaceAll(secret, "***");
    return masked.replace(/(token=)[^\s&"\\]+/gi, "$1***");
  };

/** Adds a secret. A very short one is ignored, because it would occur in any text. */
export function addSecret(secrets: Secrets, secret = ""): void {
  if (secret.length > 3) secrets.add(secret).add(encodeURIComponent(secret));
}

/** The messages of a thrown value and its cause. */
export function explain(error: unknown, mask: Mask): string {
  const { message, cause } = Object(error) as Error;
  const root = Object(cause) as { message?: string; code?: unknown };
  return mask([message ?? String(error), root.message || root.code].filter(Boolean).join(": "));
}

/**
 * Copies an error for use as a cause: its name, message, stack and code, with secrets masked. Other
 * properties are left out, because they may contain secrets, as a request does in its headers.
 */
export function scrub(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return undefined;
  const { name, message, stack = "", code } = error as Error & { code?: unknown };
  return Object.assign(new Error(mask(message)), { name, stack: mask(stack), code });
}
