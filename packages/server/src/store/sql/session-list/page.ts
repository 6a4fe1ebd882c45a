import { type Fragment, join, raw, sql } from "../fragment.js";
import type { Reading } from "./reading.js";

/** Which of the sessions in an order are asked for. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Sessions as they go over the wire, joined by commas, in UTF-8; and how many they are. */
export interface Items {
  readonly json: Buffer;
  readonly sessions: number;
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

/** The sessions that a query selects, which tells the `wire` of each, in order. */
export async function itemsOf({ db }: Reading, rows: Fragment): Promise<Items> {
  const joined = db.dialect.joined("wire", rows.text);
  const [json, sessions] = (await db.row<[Buffer | string | null, number]>(
    joined,
    rows.parameters,
  ))!;
  if (json === null) return NOTHING;
  return { json: typeof json === "string" ? Buffer.from(json) : json, sessions };
}

/** A column to sort by. */
export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

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
export function walk(from: Fragment, keys: readonly SortKey[], window: Window): Fragment {
  const order = orderOf(keys);
  if (window.offset < FAR) return sql`SELECT wire FROM ${from} ORDER BY ${order} ${within(window)}`;
  // What is passed over is read from the index alone.
  const columns = raw(columnsOf(keys).join(", "));
  return sql`
    WITH page AS (SELECT org_id, ${columns} FROM ${from} ORDER BY ${order} ${within(window)})
    SELECT s.wire FROM page CROSS JOIN sessions s
    WHERE s.org_id = page.org_id AND s.session_id = page.session_id
    ORDER BY ${orderOf(keys, "page.")}`;
}

/** How many rows may be passed over whole. */
const FAR = 200;

/**
 * The sessions at a place in an order that is made by sorting all of these sets of rows. Here and
 * elsewhere `CROSS JOIN` has SQLite begin with what comes first, which it could not know is little.
 */
export function sorted(
  { db, organisation }: Reading,
  sets: readonly Fragment[],
  keys: readonly SortKey[],
  window: Window,
): Fragment {
  return sql`
    WITH matched AS ${raw(db.dialect.materialized)} (${join(sets, " UNION ALL ")}),
    page AS (SELECT * FROM matched ORDER BY ${orderOf(keys)} ${within(window)})
    SELECT s.wire FROM page CROSS JOIN sessions s
    WHERE s.org_id = ${organisation} AND s.session_id = page.session_id
    ORDER BY ${orderOf(keys, "page.")}`;
}

export const columnsOf = (keys: readonly SortKey[]): string[] => keys.map(({ column }) => column);

/** The columns that an order goes by, of a set of rows. */
export const keysOf = (from: Fragment, keys: readonly SortKey[]): Fragment =>
  sql`SELECT ${raw(columnsOf(keys).join(", "))} FROM ${from}`;
