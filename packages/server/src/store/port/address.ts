import { fold } from "./fold.js";

/*
 * Sources and targets are addresses: phone numbers, SIP URIs, email addresses. A filter that is a phone
 * number matches on digits, however the address is written.
 */

/** A filter that is a phone number: digits and what people write between them, or a `tel` URI of these. */
const PHONE = /^(tel:)?[\p{Nd}+().\s\p{Pd}\u2212]+$/u;
/** Folded texts have no such character, so no search text extends across it. */
const SEPARATOR = "\u2063";

/**
 * A source or target in the form in which filters search it: its folded text, followed by its digits if
 * they are not next to each other in the text. So one index finds both.
 */
export function foldAddress(address: string): string {
  const folded = fold(address);
  const digits = digitsOf(folded);
  return folded.includes(digits) ? folded : `${folded}${SEPARATOR}${digits}`;
}

/**
 * The text that a filter on source or target searches for. Of a phone number, it is the digits.
 * Anything else is folded, such as a text with letters or without a digit.
 */
export function foldAddressFilter(text: string): string {
  const folded = fold(text);
  const digits = digitsOf(folded);
  return digits !== "" && PHONE.test(folded) ? digits : folded;
}

/** The decimal digits of a folded text, of any script, in ASCII. */
const digitsOf = (folded: string): string =>
  folded.replace(/\P{Nd}+/gu, "").replace(/[^0-9]/gu, (digit) => String(digitValue(digit)));

/** Unicode has the digits of a script in order, and no digit before its zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
