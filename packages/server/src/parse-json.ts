import type { ValidationError } from "syllable-contract";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Parses a JSON body. The value of an empty body is undefined. */
export function parseJson(body: Uint8Array): { value: unknown } | { errors: ValidationError[] } {
  if (body.length === 0) return { value: undefined };
  try {
    return { value: JSON.parse(utf8.decode(body)) };
  } catch (error) {
    const msg = `is not valid JSON: ${(error as Error).message}`;
    return { errors: [{ loc: ["body"], msg, type: "json_invalid" }] };
  }
}
