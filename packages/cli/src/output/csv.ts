import { stringify } from "csv-stringify/sync";
import type { Item } from "./formats.js";

/**
 * Items as CSV (RFC 4180), with a column for each member, `first` before the others. A text that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
export function toCsv(items: readonly Item[], first: readonly string[] = []): string {
  const columns = [...new Set([...first, ...items.flatMap((item) => Object.keys(item))])];
  return stringify(
    items.map((item) => columns.map((name) => textOf(item[name]))),
    { columns, header: true, escape_formulas: true, record_delimiter: "windows" },
  );
}

/** Numbers stay numbers, so that a negative one does not count as a formula. */
const textOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "number" ? value : String(value);
};
