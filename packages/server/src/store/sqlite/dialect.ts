import type { Dialect, ValueProperty } from "../sql/database.js";
import { lastTrigrams } from "../sql/last-trigrams.js";

/** The trigram index of a property. Each has its own, so that many sources do not slow down targets. */
export const trigramTable = (property: ValueProperty): string => `session_${property}s_text`;

export const sqliteDialect: Dialect = {
  inList: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  wanted: "(SELECT value, key FROM json_each(?)) AS wanted",
  wantedTexts: "(SELECT value FROM json_each(?)) AS wanted",
  // A transaction that writes locks the whole file.
  lock: undefined,
  inTexts: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  contains: (column) => `instr(${column}, ?) > 0`,
  hasText: (column) =>
    `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = json_extract(?, '$'))`,
  bytes: (column) => `CAST(${column} AS BLOB)`,
  // Read as bytes: reading row by row, or as a string, takes longer than the query itself.
  joined: (column, rows) =>
    `SELECT CAST(group_concat(${column}) AS BLOB), count(*) FROM (${rows}) AS page`,
  members: (column) => `json_each(${column}) AS members`,
  indexHint: (index) => `INDEXED BY ${index}`,
  rowKey: "rowid",
  materialized: "",
  forUpdate: "",
  lastValueId: "SELECT max(id) FROM session_values",
  // A trigger would take many times as long.
  indexValues: (property) => `INSERT INTO ${trigramTable(property)} (rowid, folded)
    SELECT id, folded FROM session_values WHERE id IN (SELECT value FROM json_each(?))`,
  unindexValues: (property) => `INSERT INTO ${trigramTable(property)}
    (${trigramTable(property)}, rowid, folded)
    SELECT 'delete', id, folded FROM session_values WHERE id IN (SELECT value FROM json_each(?))`,
  otherCommits: "PRAGMA data_version",
  valuesContaining(property, text) {
    const condition = "instr(v.folded, ?) > 0";
    const trigrams = lastTrigrams(text);
    // The index treats a NUL as the end of the search text.
    if (trigrams.length === 0 || text.includes("\0")) {
      return { from: "session_values v", condition, parameters: [text] };
    }
    const quoted = trigrams.map((trigram) => `"${trigram.replaceAll('"', '""')}"`);
    return {
      from: `${trigramTable(property)} AS texts CROSS JOIN session_values v`,
      condition: `${trigramTable(property)} MATCH ? AND v.id = texts.rowid AND ${condition}`,
      parameters: [quoted.join(" AND "), text],
    };
  },
};
