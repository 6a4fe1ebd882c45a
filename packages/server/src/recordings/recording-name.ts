import { InvalidInputError } from "../errors.js";

/** The longest name, which is also the longest file name of common file systems. */
const MAX_BYTES = 255;

/** Control characters, unpaired surrogates and slashes. */
const FORBIDDEN = /[\p{Cc}\p{Cs}/]/u;

/** URL parsers drop these path segments, even when they are percent-encoded. */
const DOTS: readonly string[] = [".", ".."];

/**
 * The form in which names are stored and compared: NFC. File systems and keyboards produce `é` as one
 * code point or as two; both name the same recording. Names that differ in case are different.
 */
export const normalizeName = (name: string): string => name.normalize("NFC");

/** The stored form of a new recording's name. Throws an `InvalidInputError` if the name is invalid. */
export function readRecordingName(name: string): string {
  const stored = normalizeName(name);
  const isValid =
    stored !== "" &&
    !DOTS.includes(stored) &&
    !FORBIDDEN.test(stored) &&
    Buffer.byteLength(stored) <= MAX_BYTES;
  if (isValid) return stored;
  throw InvalidInputError.at(
    ["path", "name"],
    `must be 1 to ${MAX_BYTES} bytes of UTF-8 without slashes and control characters, and not . or ..`,
  );
}
