import type { Dialect } from "../sql/database.js";
import { lastTrigrams } from "../sql/last-trigrams.js";

export const postgresDialect: Dialect = {
  inList: (column) => `${column} = ANY (?::bigint[])`,
  wanted: "unnest(?::bigint[]) WITH ORDINALITY AS wanted (value, key)",
  wantedTexts: "unnest(?::text[]) AS wanted (value)",
  lock: "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text",
  inTexts: (column) => `${column} = ANY (?::text[])`,
  contains: (column) => `strpos(${column}, ?) > 0`,
  // Unlike `jsonb`, `json` accepts every text in its elements, because it does not decode them.
  hasText: (column) =>
    `EXISTS (SELECT 1 FROM json_array_elements(${column}::json) AS element WHERE element::text = ?)`,
  bytes: (column) => column,
  joined: (column, rows) =>
    `SELECT string_agg(${column}::text, ','), count(*) FROM (${rows}) AS page`,
  members: (column) => `json_each_text(${column}::json) AS members (key, value)`,
  indexHint: () => "",
  rowKey: "session_id",
  materialized: "MATERIALIZED",
  forUpdate: "FOR UPDATE",
  indexValues: undefined,
  unindexValues: undefined,
  otherCommits: undefined,
  lastValueId: "SELECT last_value FROM session_values_id_seq",
  valuesContaining(_property, text) {
    const trigrams = lastTrigrams(text);
    // A few trigrams are faster to look up than all those of the text. The index has only those of
    // letters and digits.
    const parts = trigrams.every((trigram) => /^[a-z0-9]+$/.test(trigram)) ? trigrams : [text];
    const patterns = trigrams.length === 0 ? [] : parts;
    return {
      from: "session_values v",
      condition: [...patterns.map(() => "v.folded LIKE ?"), "strpos(v.folded, ?) > 0"].join(
        " AND ",
      ),
      parameters: [...patterns.map((part) => `%${part.replace(/[\\%_]/g, "\\$&")}%`), text],
    };
  },
};
