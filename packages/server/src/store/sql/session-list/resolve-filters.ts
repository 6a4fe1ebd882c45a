import type { SessionFilter, SessionQuery } from "../../port.js";
import type { ValueProperty, ValueSearch } from "../database.js";
import { and, type Fragment, raw, selectRow, selectRows, sql } from "../fragment.js";
import { indexedText } from "../indexed-text.js";
import { keyOfValue } from "../session-rows.js";
import { SINGLE_BUCKET } from "../time-buckets.js";
import { MAX_COUNTED_ROWS, searchCost } from "./costs.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { indexOn, type PlainColumn, sortColumn } from "./schema.js";
import {
  ALL_SESSIONS,
  ALL_TIME,
  type ColumnFilter,
  type IdFilter,
  type Selection,
} from "./selection.js";

const IS_TEST = { without: [0], with: [0, 1], only: [1] } as const;

/** Resolves the filters of a query to ids and ranges. Undefined if no session can match. */
export async function resolveFilters(
  context: ListContext,
  query: SessionQuery,
): Promise<Selection | undefined> {
  const isTest = IS_TEST[query.tests];
  let time = { from: query.from ?? ALL_TIME.from, until: query.until ?? ALL_TIME.until };
  const columns: ColumnFilter[] = [];
  const profileFilters: SessionFilter[] = [];
  const values: IdFilter[] = [];
  for (const filter of query.filters) {
    const { table, column } = sortColumn(filter.property);
    if (table === "session_values") {
      values.push(await matchingValues(context, isTest, column, filter));
    } else if (table === "session_profiles") {
      profileFilters.push(filter);
    } else if (column === "timestamp") {
      const at = filter.value as number;
      time = { from: Math.max(time.from, at), until: Math.min(time.until, at + 1) };
    } else {
      columns.push(await columnFilter(context, column, filter.value));
    }
  }
  if (time.from >= time.until) return undefined;
  const profiles =
    profileFilters.length > 0 ? await matchingProfiles(context, isTest, profileFilters) : undefined;
  if ([profiles, ...values].some((filter) => filter?.ids.length === 0)) return undefined;
  return { isTest, time, profiles, values, columns };
}

async function columnFilter(
  context: ListContext,
  column: PlainColumn,
  given: string | number,
): Promise<ColumnFilter> {
  const { db, budget } = context;
  const value = typeof given === "string" ? indexedText(given) : given;
  if (column === "session_id") return { column, value, rows: 1 };
  const selection = { ...ALL_SESSIONS, columns: [{ column, value, rows: 0 }] };
  const found = sessionsOf(context, selection, indexOn(column));
  const max = budget.capRows(MAX_COUNTED_ROWS);
  const count = sql`SELECT count(*) FROM (SELECT 1 FROM ${found} LIMIT ${max}) AS found`;
  const [rows] = await selectRow<[number]>(db, count);
  budget.spend(rows);
  return { column, value, rows };
}

async function matchingProfiles(
  { db, dialect, organisation }: ListContext,
  isTest: Selection["isTest"],
  filters: readonly SessionFilter[],
): Promise<IdFilter> {
  const conditions = filters.map(({ property, match, value }) =>
    match === "equals"
      ? sql`${raw(property)} = ${value}`
      : raw(dialect.contains(`${property}_folded`), value),
  );
  const found = await selectRows<[number, number]>(
    db,
    sql`SELECT p.id, c.sessions ${profilesWithSessions(organisation, isTest)} AND ${and(conditions)}`,
  );
  const sessions = found.reduce((sum, [, count]) => sum + count, 0);
  return { column: "profile_id", ids: found.map(([id]) => id), sessions, rows: sessions };
}

/** From profiles `p` that have sessions, with their counts `c`. */
export const profilesWithSessions = (
  organisation: number,
  isTest: Selection["isTest"],
): Fragment => sql`
  FROM session_profiles p CROSS JOIN session_counts c
  WHERE c.org_id = p.org_id AND c.profile_id = p.id AND c.span = ${SINGLE_BUCKET.id}
    AND c.bucket = 0 AND c.sessions > 0
    AND p.org_id = ${organisation} AND p.is_test IN (${raw(isTest.join(", "))})`;

async function matchingValues(
  { db, dialect, organisation, budget }: ListContext,
  isTest: Selection["isTest"],
  property: ValueProperty,
  { match, value }: SessionFilter,
): Promise<IdFilter> {
  const text = String(value);
  let search: ValueSearch = {
    from: "session_values v",
    condition: "v.key = ?",
    parameters: [keyOfValue(text)],
  };
  if (match === "contains") {
    search = dialect.valuesContaining(property, text);
    // Ids are assigned in sequence: the last one is about the number of values of all organisations.
    const [lastId] = await selectRow<[number | null]>(db, raw(dialect.lastValueId));
    budget.spend(searchCost(lastId ?? 0, text));
  }
  const count = sessionsOfValue(isTest);
  const found = await selectRows<[number, number, number, number]>(
    db,
    sql`
      SELECT v.id, ${count}, c.sessions + c.tests, c.newest
      FROM ${raw(search.from)} CROSS JOIN session_value_counts c
      WHERE ${raw(search.condition, ...search.parameters)}
        AND v.org_id = ${organisation} AND v.property = ${property}
        AND c.org_id = v.org_id AND c.value_id = v.id AND ${count} > 0
      LIMIT ${budget.capRows(MAX_VALUES)}`,
  );
  budget.spend(found.length);
  return {
    column: `${property}_id`,
    ids: found.map(([id]) => id),
    sessions: found.reduce((sum, [, sessions]) => sum + sessions, 0),
    rows: found.reduce((sum, [, , rows]) => sum + rows, 0),
    newest: found.map(([, , , newest]) => newest),
  };
}

/** More values than any database holds. */
const MAX_VALUES = 2 ** 31;

/** How many sessions with an allowed `is_test` have a value, of a row `c` of `session_value_counts`. */
export const sessionsOfValue = (isTest: Selection["isTest"]): Fragment =>
  raw(isTest.map((flag) => (flag ? "c.tests" : "c.sessions")).join(" + "));
