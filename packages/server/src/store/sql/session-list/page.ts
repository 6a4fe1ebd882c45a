import type { SessionPage, SessionQuery } from "../../port.js";
import type { Dialect, Parameter, Sql } from "../database.js";
import { type Fragment, join, raw, sql } from "../fragment.js";
import type { Reading } from "./reading.js";

/** The column that a page returns: whole sessions, or only their ids. */
export type PageColumn = "wire" | "session_id";

/** Which of the sessions in an order are asked for. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** No organisation has so many sessions; databases take no number far beyond. */
const BEYOND_ALL = 2 ** 53 - 1;

export const windowOf = ({ page, limit }: Pick<SessionQuery, "page" | "limit">): Window => ({
  offset: Math.min(page * limit, BEYOND_ALL),
  limit,
});

/** Sessions as JSON, or their ids, joined by commas, in UTF-8, and their number. */
export interface Items {
  readonly json: Buffer;
  readonly sessions: number;
}

/** The dialect of the database that a page is read from, and the column that the page returns. */
export interface PageTarget {
  readonly dialect: Dialect;
  readonly column: PageColumn;
}

export const NOTHING: Items = { json: Buffer.alloc(0), sessions: 0 };

const COMMA = Buffer.from(",");

export function concat(parts: readonly Items[]): Items {
  const filled = parts.filter(({ sessions }) => sessions > 0);
  if (filled.length === 1) return filled[0]!;
  return {
    json: Buffer.concat(
      filled.flatMap(({ json }, index) => (index === 0 ? [json] : [COMMA, json])),
    ),
    sessions: filled.reduce((sum, { sessions }) => sum + sessions, 0),
  };
}

/** The sessions that a query selects, in order; it returns the page's column of each. */
export async function itemsOf({ db, column }: Reading, rows: Fragment): Promise<Items> {
  const joined = db.dialect.joined(column, rows.text);
  const [json, sessions] = (await db.row<[Joined, number]>(joined, rows.parameters))!;
  return { json: bytesOf(json), sessions };
}

/** A column to sort by. */
export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/** An order by a column, in which those that tie come newest ids first. */
export const orderedBy = (column: string, descending: boolean): SortKey[] => {
  const key = { column, descending };
  return column === "session_id" ? [key] : [key, { column: "session_id", descending: true }];
};

/** Absent values come as the least. */
export const orderOf = (keys: readonly SortKey[], of = ""): Fragment =>
  raw(
    keys
      .map(
        ({ column, descending }) =>
          `${of}${column} ${descending ? "DESC NULLS LAST" : "ASC NULLS FIRST"}`,
      )
      .join(", "),
  );

export const within = ({ offset, limit }: Window): Fragment => sql`LIMIT ${limit} OFFSET ${offset}`;

/** The sessions at a place in an order that an index already has. */
export function walk(
  { dialect, column }: PageTarget,
  from: Fragment,
  keys: readonly SortKey[],
  window: Window,
): Fragment {
  const order = orderOf(keys);
  // Ids are in the index, so skipping them reads no row.
  if (window.offset < FAR || column === "session_id") {
    return sql`SELECT ${raw(column)} FROM ${from} ORDER BY ${order} ${within(window)}`;
  }
  return sql`WITH ${passingOver({ dialect, column }, from, keys, within(window))}`;
}

/** What is passed over is read from the index alone; follows `WITH`. */
export const passingOver = (
  { dialect, column }: PageTarget,
  from: Fragment,
  keys: readonly SortKey[],
  bounds: Fragment,
): Fragment => sql`
  page AS (${keysOf(dialect, from, keys)} ORDER BY ${orderOf(keys)} ${bounds})
  ${sessionsOfPage({ dialect, column }, keys)}`;

/** How many rows may be passed over whole. */
const FAR = 200;

/** A row that is sorted costs about as much as two that are passed by. */
export const SORTING = 2;

/** The sessions at a place in an order that is made by sorting all of these sets of rows. */
export const sorted = (
  { dialect, column }: PageTarget,
  sets: readonly Fragment[],
  keys: readonly SortKey[],
  window: Window,
): Fragment => sql`
  WITH ${sortedTables(dialect.materialized, sets, keys, window)}
  ${sessionsOfPage({ dialect, column }, keys)}`;

/** The same, with how many rows there are in all of these sets. */
export async function sortedWithTotal(
  { db, dialect, column }: Reading,
  sets: readonly Fragment[],
  keys: readonly SortKey[],
  window: Window,
): Promise<SessionPage> {
  const page = sessionsOfPage({ dialect, column }, keys);
  const { text, parameters } = sql`
    WITH ${sortedTables("MATERIALIZED", sets, keys, window)}
    SELECT * FROM (${raw(dialect.joined(column, page.text))}) AS items,
      (SELECT count(*) FROM matched) AS counted`;
  return pageTold(db, text, parameters);
}

/** The page that a statement tells: its `joined` items, and the total. */
export async function pageTold(
  db: Sql,
  text: string,
  parameters: readonly Parameter[],
): Promise<SessionPage> {
  const [json, , total] = (await db.row<[Joined, number, number]>(text, parameters))!;
  return { items: bytesOf(json), total };
}

/** What `joined` of the dialect returns. */
export type Joined = Buffer | string | null;

export const bytesOf = (json: Joined): Buffer =>
  json === null ? NOTHING.json : typeof json === "string" ? Buffer.from(json) : json;

const sortedTables = (
  materialized: string,
  sets: readonly Fragment[],
  keys: readonly SortKey[],
  window: Window,
): Fragment => sql`
  matched AS ${raw(materialized)} (${join(sets, " UNION ALL ")}),
  page AS (SELECT * FROM matched ORDER BY ${orderOf(keys)} ${within(window)})`;

/**
 * Here and elsewhere `CROSS JOIN` has SQLite begin with what comes first, which it could not know
 * is little.
 */
const sessionsOfPage = ({ dialect, column }: PageTarget, keys: readonly SortKey[]): Fragment =>
  column === "session_id"
    ? sql`SELECT session_id FROM page ORDER BY ${orderOf(keys, "page.")}`
    : sql`SELECT s.wire FROM page CROSS JOIN sessions s
        WHERE s.org_id = page.org_id AND s.${raw(dialect.rowKey)} = page.row_key
        ORDER BY ${orderOf(keys, "page.")}`;

export const columnsOf = (keys: readonly SortKey[]): string[] => keys.map(({ column }) => column);

/** What a set of rows is sorted by, and found by once it is. */
export const keysOf = ({ rowKey }: Dialect, from: Fragment, keys: readonly SortKey[]): Fragment =>
  sql`SELECT org_id, ${raw(columnsOf(keys).join(", "))}, ${raw(rowKey)} AS row_key FROM ${from}`;
