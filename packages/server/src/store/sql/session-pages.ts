import { limitTo, type OrderKey, orderBy } from "./clauses.js";
import type { Dialect } from "./database.js";
import { Fragment, join, raw, sql } from "./fragment.js";
import type { PageRange } from "./page-range.js";

/** What a page of sessions returns: whole sessions as JSON, or only their ids. */
export type PageColumn = "wire" | "session_id";

export interface PageTarget {
  readonly dialect: Dialect;
  readonly organisation: number;
  readonly column: PageColumn;
}

/** Selects rows of `sessions` with only the columns that sort them and the key that identifies them. */
export const keysOf = (dialect: Dialect, sessions: Fragment, keys: readonly OrderKey[]): Fragment =>
  sql`SELECT ${raw(keys.map(({ column }) => column).join(", "))},
    ${raw(dialect.rowKey)} AS row_key FROM ${sessions}`;

/** The tables of a page that is read by sorting all of these sets of rows. */
export const sortTables = (
  materialized: string,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment => sql`
  matched AS ${raw(materialized)} (${join(sets, " UNION ALL ")}),
  page AS (SELECT * FROM matched ${orderBy(keys)} ${limitTo(page)})`;

/** The tables of a page of several sorted sets: only the first rows of each set are read. */
export function mergeTables(
  dialect: Dialect,
  sets: readonly Fragment[],
  keys: readonly OrderKey[],
  page: PageRange,
): Fragment {
  const needed = limitTo({ offset: 0, limit: page.offset + page.limit });
  const firstRows = sets.map(
    (set) =>
      sql`SELECT * FROM (${keysOf(dialect, set, keys)} ${orderBy(keys)} ${needed}) AS first_rows`,
  );
  return sortTables(dialect.materialized, firstRows, keys, page);
}

/** Selects the sessions of `page`, which must be one of the tables, in the form of `joinRows`. */
export function selectPage(
  target: PageTarget,
  tables: Fragment,
  keys: readonly OrderKey[],
  total?: Fragment,
): Fragment {
  const order = orderBy(keys, "page.");
  // `CROSS JOIN` makes SQLite begin with the page.
  const rows =
    target.column === "session_id"
      ? sql`SELECT session_id FROM page ${order}`
      : sql`SELECT s.wire FROM page CROSS JOIN sessions s
          WHERE s.org_id = ${target.organisation}
            AND s.${raw(target.dialect.rowKey)} = page.row_key ${order}`;
  return sql`WITH ${tables} ${joinRows(target, rows, total)}`;
}

/** Selects one row: the values of the column joined by commas, their number, and the total. */
export function joinRows(
  { dialect, column }: PageTarget,
  rows: Fragment,
  total?: Fragment,
): Fragment {
  const joined = new Fragment(dialect.joined(column, rows.text), rows.parameters);
  return total ? sql`SELECT * FROM (${joined}) AS items, (${total}) AS counted` : joined;
}
