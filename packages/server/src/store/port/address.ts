import { fold } from "./fold.js";

/*
 * Sources and targets are addresses: phone numbers, SIP URIs, email addresses. A filter that is a phone
 * number compares only digits, so the punctuation of either does not matter.
 */

/** A filter that is a phone number: digits and common punctuation, optionally as a `tel` URI. */
const PHONE = /^(tel:)?[\p{Nd}+().\s\p{Pd}\u2212]+$/u;
/** Folded text never contains this character, so no search text extends across it. */
const SEPARATOR = "\u2063";

/**
 * The searched form of a source or target: its folded text, followed by its digits if other characters
 * separate them in the text. One index then finds both.
 */
export function foldAddress(address: string): string {
  const folded = fold(address);
  const digits = digitsOf(folded);
  return folded.includes(digits) ? folded : `${folded}${SEPARATOR}${digits}`;
}

/**
 * The text that a filter on source or target searches for: the digits of a phone number, or the folded
 * form of any other text.
 */
export function foldAddressFilter(text: string): string {
  const folded = fold(text);
  const digits = digitsOf(folded);
  return digits !== "" && PHONE.test(folded) ? digits : folded;
}

/** The decimal digits of a folded text, of any script, in ASCII. */
const digitsOf = (folded: string): string =>
  folded.replace(/\P{Nd}+/gu, "").replace(/[^0-9]/gu, (digit) => String(digitValue(digit)));

/** In Unicode, the digits of a script are consecutive, and no digit precedes its zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
