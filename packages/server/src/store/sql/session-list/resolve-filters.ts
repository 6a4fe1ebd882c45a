import type { SessionFilter, SessionQuery } from "../../port.js";
import type { ValueProperty } from "../database.js";
import {
  countValues,
  type DictionaryFilter,
  findProfiles,
  findValues,
} from "../dictionary-search.js";
import { selectRow, sql } from "../fragment.js";
import { indexedText } from "../indexed-text.js";
import { MAX_COUNTED_ROWS, searchCost } from "./costs.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { indexOn, type PlainColumn, sortColumn } from "./schema.js";
import type { ColumnFilter, IdFilter, Selection } from "./selection.js";
import { ALL_SESSIONS, UNBOUNDED_TIME_RANGE } from "./selection.js";

const IS_TEST = { without: [0], with: [0, 1], only: [1] } as const;
/** More values than any database holds. */
const MAX_VALUES = 2 ** 31;

/** Resolves the filters of a query to ids and ranges. Undefined if no session can match. */
export async function resolveFilters(
  context: ListContext,
  query: SessionQuery,
): Promise<Selection | undefined> {
  const isTest = IS_TEST[query.tests];
  const dictionaryFilter = { organisation: context.organisation, isTest };
  let time = {
    from: query.from ?? UNBOUNDED_TIME_RANGE.from,
    until: query.until ?? UNBOUNDED_TIME_RANGE.until,
  };
  const columns: ColumnFilter[] = [];
  const profileFilters: SessionFilter[] = [];
  const values: IdFilter[] = [];
  for (const filter of query.filters) {
    const { table, column } = sortColumn(filter.property);
    if (table === "session_values") {
      values.push(await valueFilter(context, dictionaryFilter, column, filter));
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
  let profiles: IdFilter | undefined;
  if (profileFilters.length > 0) {
    const found = await findProfiles(context.db, dictionaryFilter, profileFilters);
    const sessions = sum(found.map(([, count]) => count));
    profiles = { column: "profile_id", ids: found.map(([id]) => id), sessions, rows: sessions };
  }
  if ([profiles, ...values].some((filter) => filter?.ids.length === 0)) return undefined;
  return { isTest, time, profiles, values, columns };
}

async function valueFilter(
  { db, budget }: ListContext,
  dictionaryFilter: DictionaryFilter,
  property: ValueProperty,
  filter: SessionFilter,
): Promise<IdFilter> {
  if (filter.match === "contains") {
    budget.spend(searchCost(await countValues(db), String(filter.value)));
  }
  const found = await findValues(
    db,
    dictionaryFilter,
    property,
    filter,
    budget.capRows(MAX_VALUES),
  );
  budget.spend(found.length);
  return {
    column: `${property}_id`,
    ids: found.map(([id]) => id),
    sessions: sum(found.map(([, sessions]) => sessions)),
    rows: sum(found.map(([, , rows]) => rows)),
    newest: found.map(([, , , newest]) => newest),
  };
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

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
