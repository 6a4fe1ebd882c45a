/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

/** Shorter texts are not masked: they would be found everywhere. */
const SHORTEST_SECRET = 4;

const TOKEN = /([?&]token=)[^&\s"'#<>\\]+/gi;

/** Makes a mask for secrets, which may be added while it is in use. */
export function maskFor(secrets: ReadonlySet<string>): Mask {
  return (text) => {
    let masked = text;
    for (const secret of secrets) {
      if (secret.length < SHORTEST_SECRET) continue;
      masked = masked.replaceAll(secret, "***").replaceAll(encodeURIComponent(secret), "***");
    }
    return masked.replace(TOKEN, "$1***");
  };
}

const SECRET_HEADERS = /^(syllable-api-key|(proxy-)?authorization|cookie)$/;

/** Adds to the secrets what the headers of a request hold of them. */
export function noteSecrets(secrets: Set<string>, headers: Record<string, string>): void {
  for (const name in headers) {
    if (!SECRET_HEADERS.test(name)) continue;
    const value = headers[name]!.trim();
    secrets.add(value).add(value.slice(value.indexOf(" ") + 1));
  }
}

/** The message of what was thrown and of what caused it. */
export function explain(error: unknown, mask: Mask): string {
  const { message, cause } = Object(error) as Error;
  const root = Object(cause) as { message?: string; code?: unknown };
  const parts = [message ?? `${error}`, root.message || root.code];
  return mask(parts.filter(Boolean).join(": "));
}

/**
 * What was thrown, fit to be kept as a cause: itself where no secret is in it, else a copy of its
 * name, message, stack and code. Other properties may hold anything, a request with its headers
 * say, so that an error with objects in them is copied as well.
 */
export function scrub(error: unknown, mask: Mask): unknown {
  if (typeof error === "string") return mask(error);
  if (!(error instanceof Error)) return Object(error) === error ? undefined : error;
  const { name, message, stack = "", cause } = error;
  const scrubbed = scrub(cause, mask);
  const clean = (text: unknown) => typeof text !== "string" || mask(text) === text;
  const extras = Object.entries(error).filter(([key]) => key !== "cause");
  if (
    scrubbed === cause &&
    clean(message) &&
    clean(stack) &&
    extras.every(([, value]) => Object(value) !== value && clean(value))
  ) {
    return error;
  }
  const copy = new Error(mask(message), scrubbed === undefined ? undefined : { cause: scrubbed });
  const code = (error as { code?: unknown }).code;
  return Object.assign(copy, { name, stack: mask(stack) }, typeof code === "string" && { code });
}
