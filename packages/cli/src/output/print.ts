import type { Format, Output } from "./formats.js";

/** Prints what a command found on standard output. */
export async function print(output: Output, format: Format): Promise<void> {
  process.stdout.write(await textOf(output, format));
}

/** Each format is loaded when it is used, so that a command starts quickly. */
async function textOf(
  { json, items, rows, columns, csvColumns, note }: Output,
  format: Format,
): Promise<string> {
  switch (format) {
    case "json":
      return `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
    case "jsonl":
      return items.map((item) => `${JSON.stringify(item)}\n`).join("");
    case "csv": {
      const { toCsv } = await import("./csv.js");
      return toCsv(items, csvColumns);
    }
    case "table": {
      const { tableLines } = await import("./table.js");
      const width = process.stdout.isTTY ? process.stdout.columns || undefined : undefined;
      const lines = rows.length === 0 ? [] : tableLines(columns, rows, width);
      return [...lines, ...(note === undefined ? [] : [note])].map((line) => `${line}\n`).join("");
    }
  }
}
