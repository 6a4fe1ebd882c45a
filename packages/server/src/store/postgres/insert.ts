import type { Insertion } from "../sql/database.js";
import { type ElementType, encodeArray } from "./arrays.js";

/** The types of all columns that are not `bigint`. */
const TYPES: Readonly<Record<string, ElementType>> = {
  duration: "double precision",
  duration_us: "double precision",
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
      "label",
      "prompt_id",
      "prompt_name",
      "prompt_name_folded",
      "property",
      "wire",
    ].map((column) => [column, "text"]),
  ),
};

const typeOf = (column: string): ElementType => TYPES[column] ?? "bigint";

/** One statement that inserts any number of rows: each column is passed as an array. */
export function insertStatement({ table, columns, rows, tail = "", returning = [] }: Insertion) {
  const arrays = columns.map((column) => `?::${typeOf(column)}[]`).join(", ");
  const returned = returning.length > 0 ? `RETURNING ${returning.join(", ")}` : "";
  return {
    text: `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${arrays}) ${tail} ${returned}`,
    parameters: columns.map((column, index) =>
      encodeArray(
        typeOf(column),
        rows.map((row) => row[index]!),
      ),
    ),
  };
}
