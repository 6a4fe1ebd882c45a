import { expect, test } from "vitest";
import { fromKept, toKept } from "./text.js";

const PIECES = ["\0", "\x01", "\x02", "a", "é", "\u{1f600}"];

/** All texts of up to four of the pieces. */
const texts = Array.from({ length: 4 }).reduce<string[]>(
  (shorter) => ["", ...shorter.flatMap((text) => PIECES.map((piece) => text + piece))],
  [""],
);
const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

test("what is kept has no NUL, and comes back as it was", () => {
  expect(texts.length).toBeGreaterThan(1_500);
  for (const text of texts) {
    expect(toKept(text)).not.toContain("\0");
    expect(fromKept(toKept(text))).toBe(text);
  }
});

test("what is kept sorts as it did", () => {
  const kept = (one: string, other: string) => bytes(toKept(one), toKept(other));
  expect([...texts].sort(kept)).toEqual([...texts].sort(bytes));
});

test("text without such characters stays the same", () => {
  expect(toKept('{"a":"\\u0000"}')).toBe('{"a":"\\u0000"}');
});
