import { type NumberRange, onlyNumber } from "../port/number-range.js";
import type { Dialect } from "./database.js";
import { Fragment, raw, sql } from "./fragment.js";
import type { PageRange } from "./page-range.js";

/** A column that rows are ordered by. Absent values are the least. */
export interface OrderKey {
  readonly column: string;
  readonly descending: boolean;
}

/** The keys in `ORDER BY`, each after a prefix such as `table.`. */
export const orderBy = (keys: readonly OrderKey[], prefix = ""): Fragment => {
  let terms = "";
  for (const { column, descending } of keys) {
    terms += `${terms && ", "}${prefix}${column} ${descending ? "DESC NULLS LAST" : "ASC NULLS FIRST"}`;
  }
  return raw(`ORDER BY ${terms}`);
};

export const limitTo = ({ offset, limit }: PageRange): Fragment =>
  sql`LIMIT ${limit} OFFSET ${offset}`;

export const isOneOf = (dialect: Dialect, column: string, ids: readonly number[]): Fragment =>
  ids.length === 1 ? sql`${raw(column)} = ${ids[0]!}` : new Fragment(dialect.inList(column), [ids]);

/** The conditions of a range: `from` is inclusive, `until` exclusive. An infinite bound needs no condition. */
export const isBetween = (column: string, from: number, until: number): Fragment[] => [
  ...(Number.isFinite(from) ? [sql`${raw(column)} >= ${from}`] : []),
  ...(Number.isFinite(until) ? [sql`${raw(column)} < ${until}`] : []),
];

/** The conditions that a column is in a range of numbers. */
export function isInRange(column: string, range: NumberRange): Fragment[] {
  const only = onlyNumber(range);
  if (only !== undefined) return [sql`${raw(column)} = ${only}`];
  const { min, max } = range;
  return [
    ...(min ? [sql`${raw(column)} ${raw(min.inclusive ? ">=" : ">")} ${min.value}`] : []),
    ...(max ? [sql`${raw(column)} ${raw(max.inclusive ? "<=" : "<")} ${max.value}`] : []),
  ];
}
