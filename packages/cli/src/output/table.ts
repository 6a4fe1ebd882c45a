import stringWidth from "string-width";
import type { Column, Item } from "./formats.js";

const GAP = "  ";
/** A column that wraps is at least this wide, even on a very narrow terminal. */
const MIN_WRAPPED = 20;

/**
 * The lines of a table with aligned columns.
 * @param width the columns of the terminal; undefined: nothing wraps
 */
export function tableLines(
  columns: readonly Column[],
  items: readonly Item[],
  width?: number,
): string[] {
  const rows = items.map((item) => columns.map(({ value }) => printable(value(item))));
  const heads = columns.map(({ head }) => head);
  const widths = columns.map((_, index) =>
    Math.max(...[heads, ...rows].map((row) => stringWidth(row[index]!))),
  );
  fit(widths, columns, width);
  return [heads, ...rows].flatMap((row) => lines(row, columns, widths));
}

/** Narrows the columns that wrap until the table fits. */
function fit(widths: number[], columns: readonly Column[], width: number | undefined): void {
  if (width === undefined) return;
  const total = widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
  const wrapping = columns.flatMap(({ wraps }, index) => (wraps ? [index] : []));
  let excess = total - width;
  for (const index of wrapping.toSorted((a, b) => widths[b]! - widths[a]!)) {
    if (excess <= 0) return;
    const narrower = Math.max(MIN_WRAPPED, widths[index]! - excess);
    if (narrower >= widths[index]!) continue;
    excess -= widths[index]! - narrower;
    widths[index] = narrower;
  }
}

/** The lines of one row: more than one if a cell wraps. */
function lines(cells: readonly string[], columns: readonly Column[], widths: readonly number[]) {
  const wrapped = cells.map((cell, index) =>
    columns[index]!.wraps ? wrap(cell, widths[index]!) : [cell],
  );
  const height = Math.max(...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((cell, index) => pad(cell[line] ?? "", widths[index]!, columns[index]!.isNumber))
      .join(GAP)
      .trimEnd(),
  );
}

const pad = (text: string, width: number, isNumber = false): string => {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  return isNumber ? space + text : text + space;
};

/** Breaks a text between words, and a longer word where the line ends. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => pieces(word, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const found: string[] = [];
  let piece = "";
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece !== "" && stringWidth(piece + segment) > width) {
      found.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...found, piece];
}

/** Text of users must not move the cursor, change colours or break the line. */
const printable = (text: string): string => text.replace(/\s+/g, " ").replace(/\p{Cc}/gu, "�");
