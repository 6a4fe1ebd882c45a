import type { Dialect } from "../sql/database.js";
import { lastTrigrams } from "../sql/trigrams.js";

export const sqliteDialect: Dialect = {
  inList: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  inTexts: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  contains: (column) => `instr(${column}, ?) > 0`,
  hasText: (column) =>
    `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = json_extract(?, '$'))`,
  // As bytes: reading row by row, or through a string, costs more than the query itself.
  joined: (column, rows) =>
    `SELECT CAST(group_concat(${column}) AS BLOB), count(*) FROM (${rows}) AS page`,
  using: (index) => `INDEXED BY ${index}`,
  rowKey: "rowid",
  materialized: "",
  forUpdate: "",
  // Not by a trigger, which costs many times as much.
  indexValues: `INSERT INTO session_values_text (rowid, folded)
    SELECT id, folded FROM session_values WHERE id IN (SELECT value FROM json_each(?))`,
  valuesContaining(text) {
    const condition = "instr(v.folded, ?) > 0";
    const trigrams = lastTrigrams(text);
    // The index takes a NUL for the end of what it is asked.
    if (trigrams.length === 0 || text.includes("\0")) {
      return { from: "session_values v", condition, parameters: [text] };
    }
    const quoted = trigrams.map((trigram) => `"${trigram.replaceAll('"', '""')}"`);
    return {
      from: "session_values_text CROSS JOIN session_values v",
      condition: `session_values_text MATCH ? AND v.id = session_values_text.rowid AND ${condition}`,
      parameters: [quoted.join(" AND "), text],
    };
  },
};
