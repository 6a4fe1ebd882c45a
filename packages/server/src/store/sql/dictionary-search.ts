import type { SessionFilter } from "../port.js";
import { type OrderKey, orderBy } from "./clauses.js";
import type { Sql, ValueProperty, ValueSearch } from "./database.js";
import { and, Fragment, raw, selectRow, selectRows, sql } from "./fragment.js";
import type { ProfileProperty } from "./session-profile.js";
import { keyOfValue } from "./session-rows.js";
import { SINGLE_BUCKET } from "./time-buckets.js";

/** A filter on a profile or value. */
export type TextFilter = Exclude<SessionFilter, { match: "between" }>;

/** The organisation whose entries are searched, and the `is_test` of the sessions that are counted. */
export interface DictionaryFilter {
  readonly organisation: number;
  readonly isTest: readonly (0 | 1)[];
}

/** From profiles `p` that have sessions, with their counts `c`. */
const profilesWithSessions = ({ organisation, isTest }: DictionaryFilter): Fragment => sql`
  FROM session_profiles p CROSS JOIN session_counts c
  WHERE c.org_id = ${organisation} AND c.profile_id = p.id AND c.span = ${SINGLE_BUCKET.id}
    AND c.bucket = 0 AND c.sessions > 0
    AND p.org_id = ${organisation} AND p.is_test IN (${raw(isTest.join(", "))})`;

/** The profiles that all of these filters match: `[id, sessions]`. */
export function findProfiles(
  db: Sql,
  dictionaryFilter: DictionaryFilter,
  filters: readonly TextFilter[],
): Promise<[number, number][]> {
  const conditions = filters.map(({ property, match, value }) =>
    match === "equals"
      ? sql`${raw(property)} = ${value}`
      : new Fragment(db.dialect.contains(`${property}_folded`), [value]),
  );
  const found = sql`SELECT p.id, c.sessions ${profilesWithSessions(dictionaryFilter)} AND ${and(conditions)}`;
  return selectRows(db, found);
}

/** A profile that a list is sorted by. */
export type OrderedProfile = [id: number, value: string | number | null, sessions: number];

/** All profiles in the order of a property. */
export function profilesInOrder(
  db: Sql,
  dictionaryFilter: DictionaryFilter,
  key: OrderKey & { readonly column: ProfileProperty },
): Promise<OrderedProfile[]> {
  const order = orderBy([key], "p.");
  return selectRows(
    db,
    sql`SELECT p.id, p.${raw(key.column)}, c.sessions ${profilesWithSessions(dictionaryFilter)} ${order}`,
  );
}

/** The number of sessions of a value, from a row `c` of `session_value_counts`. */
const sessionsOfValue = ({ isTest }: DictionaryFilter): Fragment =>
  raw(isTest.map((flag) => (flag ? "c.tests" : "c.sessions")).join(" + "));

/** The approximate number of values of all organisations: ids are assigned in sequence. */
export async function countValues(db: Sql): Promise<number> {
  const [lastId] = await selectRow<[number | null]>(db, raw(db.dialect.lastValueId));
  return lastId ?? 0;
}

/** The values that a filter matches: `[id, sessions, sessions with any is_test, newest]`. */
export function findValues(
  db: Sql,
  dictionaryFilter: DictionaryFilter,
  property: ValueProperty,
  { match, value }: TextFilter,
  limit: number,
): Promise<[number, number, number, number][]> {
  const text = String(value);
  const { from, condition, parameters }: ValueSearch =
    match === "contains"
      ? db.dialect.valuesContaining(property, text)
      : { from: "session_values v", condition: "v.key = ?", parameters: [keyOfValue(text)] };
  const { organisation } = dictionaryFilter;
  const sessions = sessionsOfValue(dictionaryFilter);
  return selectRows(
    db,
    sql`
      SELECT v.id, ${sessions}, c.sessions + c.tests, c.newest
      FROM ${raw(from)} CROSS JOIN session_value_counts c
      WHERE ${new Fragment(condition, parameters)}
        AND v.org_id = ${organisation} AND v.property = ${property}
        AND c.org_id = ${organisation} AND c.value_id = v.id AND ${sessions} > 0
      LIMIT ${limit}`,
  );
}

/**
 * Values in order of their keys, after a key: `[id, key, sessions, sessions with any is_test]`. Every value
 * has a key, so the order names no place for nulls: PostgreSQL would sort all values instead of reading
 * the first of them from the index.
 */
export function valuesInOrder(
  db: Sql,
  dictionaryFilter: DictionaryFilter,
  property: ValueProperty,
  descending: boolean,
  limit: number,
  after: string | undefined,
): Promise<[number, string, number, number][]> {
  const { organisation } = dictionaryFilter;
  const isAfter =
    after === undefined ? raw("TRUE") : sql`v.key ${raw(descending ? "<" : ">")} ${after}`;
  return selectRows(
    db,
    sql`
      SELECT v.id, v.key, ${sessionsOfValue(dictionaryFilter)}, c.sessions + c.tests
      FROM session_values v CROSS JOIN session_value_counts c
      WHERE c.org_id = ${organisation} AND c.value_id = v.id
        AND v.org_id = ${organisation} AND v.property = ${property} AND ${isAfter}
      ORDER BY v.key ${raw(descending ? "DESC" : "ASC")} LIMIT ${limit}`,
  );
}
