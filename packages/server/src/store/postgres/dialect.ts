import type { Dialect } from "../sql/database.js";

/** The fewest characters that the trigram index can look up. */
const TRIGRAM = 3;

export const postgresDialect: Dialect = {
  inList: (column) => `${column} = ANY (?::bigint[])`,
  inTexts: (column) => `${column} = ANY (?::text[])`,
  contains: (column) => `strpos(${column}, ?) > 0`,
  // `json` keeps its elements as they were written, so that no text in it is refused.
  hasText: (column) =>
    `EXISTS (SELECT 1 FROM json_array_elements(${column}::json) AS element WHERE element::text = ?)`,
  joined: (column, rows) => `SELECT string_agg(${column}, ','), count(*) FROM (${rows}) AS page`,
  using: () => "",
  rowKey: "session_id",
  materialized: "MATERIALIZED",
  forUpdate: "FOR UPDATE",
  indexValues: undefined,
  valuesContaining(text) {
    const from = "session_values v";
    if ([...text].length < TRIGRAM) {
      return { from, condition: "strpos(v.folded, ?) > 0", parameters: [text] };
    }
    return {
      from,
      condition: "v.folded LIKE ?",
      parameters: [`%${text.replace(/[\\%_]/g, "\\$&")}%`],
    };
  },
};
