/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/** What is known to be secret in one call. */
export type Secrets = Set<string>;

/** Makes a mask for secrets, which may be added while it is in use. */
export const maskFor =
  (secrets: Secrets): Mask =>
  (text) => {
    let masked = text.replace(/([?&]token=)[\w.~%+-]+/gi, "$1***");
    for (const secret of secrets) masked = masked.replaceAll(secret, "***");
    return masked;
  };

/** Adds a secret, unless it is so short that it would be found everywhere. */
export function addSecret(secrets: Secrets, secret = ""): void {
  const trimmed = secret.trim();
  if (trimmed.length > 3) secrets.add(trimmed).add(encodeURIComponent(trimmed));
}

/** The message of what was thrown and of what caused it. */
export function explain(error: unknown, mask: Mask): string {
  const { message, cause } = Object(error) as Error;
  const root = Object(cause) as { message?: string; code?: unknown };
  return mask([message ?? String(error), root.message || root.code].filter(Boolean).join(": "));
}

/**
 * What was thrown, fit to be kept as a cause: itself where no secret can be in it, else a copy of
 * its name, message, stack and code. A property that is an object may hold anything, such as a
 * request with its headers.
 */
export function scrub(error: unknown, mask: Mask, depth = 5): unknown {
  if (!(error instanceof Error && depth)) return undefined;
  const { name, message, stack = "", cause, code } = error as Error & { code?: unknown };
  const copy = new Error(mask(message), { cause: scrub(cause, mask, depth - 1) });
  Object.assign(copy, { name, stack: mask(stack), code });
  const clean =
    copy.cause === cause &&
    copy.stack === stack &&
    copy.message === message &&
    !("errors" in error) &&
    Object.values(error).every((value) => {
      return Object(value) !== value && mask(`${value}`) === `${value}`;
    });
  return clean ? error : copy;
}
