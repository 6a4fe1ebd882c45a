/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/** What is known to be secret in one call. */
export type Secrets = Set<string>;

/** Makes a mask for secrets, which may be added while it is in use. */
export const maskFor =
  (secrets: Secrets): Mask =>
  (text) => {
    let masked = text;
    for (const secret of secrets) masked = masked.replaceAll(secret, "***");
    return masked.replace(/(token=)[^\s&"\\]+/gi, "$1***");
  };

/** Adds a secret, unless it is so short that it would be found everywhere. */
export function addSecret(secrets: Secrets, secret = ""): void {
  if (secret.length > 3) secrets.add(secret).add(encodeURIComponent(secret));
}

/** The message of what was thrown and of what caused it. */
export function explain(error: unknown, mask: Mask): string {
  const { message, cause } = Object(error) as Error;
  const root = Object(cause) as { message?: string; code?: unknown };
  return mask([message ?? String(error), root.message || root.code].filter(Boolean).join(": "));
}

/**
 * What was thrown, fit to be kept as a cause: a copy of its name, message, stack and code without
 * the secrets. Its other properties may hold anything, such as a request with its headers.
 */
export function scrub(error: unknown, mask: Mask): unknown {
  if (!(error instanceof Error)) return undefined;
  const { name, message, stack = "", code } = error as Error & { code?: unknown };
  return Object.assign(new Error(mask(message)), { name, stack: mask(stack), code });
}
