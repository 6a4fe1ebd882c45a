import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import type { Column } from "./formats.js";
import { tableLines } from "./table.js";
import { column } from "./values.js";

const COLUMNS: readonly Column[] = [
  column("ID", "id"),
  column("TEXT", "text", { wraps: true }),
  column("N", "n", { isNumber: true }),
];

describe("a table", () => {
  test("has aligned columns, numbers at the right", () => {
    const items = [
      { id: "1", text: "日本", n: 5 },
      { id: "22", text: "x", n: 1234 },
    ];
    expect(tableLines(COLUMNS, items)).toEqual([
      "ID  TEXT     N",
      "1   日本     5",
      "22  x     1234",
    ]);
  });

  test("wraps text between words on a narrow terminal", () => {
    const items = [{ id: "1", text: "one two three four five six", n: 1 }];
    expect(tableLines(COLUMNS, items, 27)).toEqual([
      "ID  TEXT                  N",
      "1   one two three four    1",
      "    five six",
    ]);
  });

  test("never exceeds the terminal, and loses no text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 30, max: 80 }),
        (text, width) => {
          const lines = tableLines(COLUMNS, [{ id: "1", text, n: 1 }], width);
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
          const shown = lines
            .slice(1)
            .join("")
            .replace(/^1|(?<= )1(?= *$)|\s/g, "");
          const letters = (value: string) =>
            [...value].filter((char) => /[\p{L}\p{N}]/u.test(char));
          expect(letters(shown).length).toBeGreaterThanOrEqual(letters(text).length);
        },
      ),
    );
  });

  test("has no control characters and no line breaks of its items", () => {
    const lines = tableLines(COLUMNS, [{ id: "1", text: "a\u001b[2Jb\r\nc\u009b", n: 1 }]);
    expect(lines[1]).toBe("1   a�[2Jb c�  1");
  });
});
