import type { Insertion } from "../sql/database.js";
import { arrayOf, type Type } from "./arrays.js";

/** The types of the columns that hold no whole number. */
const TYPES: Readonly<Record<string, Type>> = {
  duration: "double precision",
  ...Object.fromEntries(
    [
      "agent_id",
      "agent_name",
      "agent_name_folded",
      "agent_type",
      "channel_manager_service",
      "channel_manager_sid",
      "channel_manager_type",
      "conversation_id",
      "folded",
      "key",
      "prompt_id",
      "prompt_name",
      "prompt_name_folded",
      "property",
      "wire",
    ].map((column) => [column, "text"]),
  ),
};

const typeOf = (column: string): Type => TYPES[column] ?? "bigint";

/** One statement for any number of rows: each column comes as a list. */
export function insertion({ table, columns, rows, tail = "", returning = [] }: Insertion) {
  const lists = columns.map((column) => `?::${typeOf(column)}[]`).join(", ");
  const told = returning.length > 0 ? `RETURNING ${returning.join(", ")}` : "";
  return {
    text: `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${lists}) ${tail} ${told}`,
    parameters: columns.map((column, index) =>
      arrayOf(
        typeOf(column),
        rows.map((row) => row[index]!),
      ),
    ),
  };
}
