import { expect, test } from "vitest";
import { escapeNul, unescapeNul } from "./nul-escape.js";

const PIECES = ["\0", "\x01", "\x02", "a", "é", "\u{1f600}"];

/** All texts of up to four of the pieces. */
const texts = Array.from({ length: 4 }).reduce<string[]>(
  (shorter) => ["", ...shorter.flatMap((text) => PIECES.map((piece) => text + piece))],
  [""],
);
const compareBytes = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

test("an escaped text has no NUL, and is unescaped to the original", () => {
  expect(texts.length).toBeGreaterThan(1_500);
  for (const text of texts) {
    expect(escapeNul(text)).not.toContain("\0");
    expect(unescapeNul(escapeNul(text))).toBe(text);
  }
});

test("escaped texts sort like the original texts", () => {
  const compareEscaped = (one: string, other: string) =>
    compareBytes(escapeNul(one), escapeNul(other));
  expect([...texts].sort(compareEscaped)).toEqual([...texts].sort(compareBytes));
});

test("a text without such characters stays the same", () => {
  expect(escapeNul('{"a":"\\u0000"}')).toBe('{"a":"\\u0000"}');
});
