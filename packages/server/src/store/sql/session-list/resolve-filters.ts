import { intersect, isEmptyRange, type NumberRange, onlyNumber } from "../../port/number-range.js";
import type { SessionQuery } from "../../port.js";
import type { ValueProperty } from "../database.js";
import {
  countValues,
  type DictionaryFilter,
  findProfiles,
  findValues,
  type TextFilter,
} from "../dictionary-search.js";
import { selectRow, sql } from "../fragment.js";
import { indexedText } from "../indexed-text.js";
import type { TimeRange } from "../time-buckets.js";
import { MAX_COUNTED_ROWS, searchCost } from "./costs.js";
import { countDurations } from "./duration-counts.js";
import { type ListContext, sessionsOf } from "./rows.js";
import { indexOn, type PlainColumn, sortColumn } from "./schema.js";
import type { ColumnFilter, IdFilter, Selection } from "./selection.js";
import { ALL_SESSIONS, UNBOUNDED_TIME_RANGE } from "./selection.js";

/** The values of `is_test` that a query allows. */
export const IS_TEST = { without: [0], with: [0, 1], only: [1] } as const;
/** More values than any database holds. */
const MAX_VALUES = 2 ** 31;

/** Resolves the filters of a query to ids and ranges. Undefined if no session can match. */
export async function resolveFilters(
  context: ListContext,
  query: Pick<SessionQuery, "filters" | "from" | "until" | "tests">,
): Promise<Selection | undefined> {
  const isTest = IS_TEST[query.tests];
  const dictionaryFilter = { organisation: context.organisation, isTest };
  let time = {
    from: query.from ?? UNBOUNDED_TIME_RANGE.from,
    until: query.until ?? UNBOUNDED_TIME_RANGE.until,
  };
  const columns: ColumnFilter[] = [];
  let duration: NumberRange | undefined;
  const profileFilters: TextFilter[] = [];
  const values: IdFilter[] = [];
  for (const filter of query.filters) {
    if (filter.match === "between") {
      const { property, range } = filter;
      if (property === "timestamp") time = restrict(time, range);
      else duration = intersect(duration ?? {}, range);
      continue;
    }
    const { table, column } = sortColumn(filter.property);
    if (table === "session_values") {
      values.push(await valueFilter(context, dictionaryFilter, column, filter));
    } else if (table === "session_profiles") {
      profileFilters.push(filter);
    } else {
      columns.push(await equalityFilter(context, column as PlainColumn, filter.value));
    }
  }
  if (time.from >= time.until || (duration && isEmptyRange(duration))) return undefined;
  let profiles: IdFilter | undefined;
  if (profileFilters.length > 0) {
    const found = await findProfiles(context.db, dictionaryFilter, profileFilters);
    const sessions = sum(found.map(([, count]) => count));
    profiles = { column: "profile_id", ids: found.map(([id]) => id), sessions, rows: sessions };
  }
  if ([profiles, ...values].some((filter) => filter?.ids.length === 0)) return undefined;
  if (duration) {
    columns.push(await durationFilter(context, duration, isTest));
  }
  return { isTest, time, profiles, values, columns };
}

/** The part of a time range that is in a range of microseconds. */
function restrict({ from, until }: TimeRange, { min, max }: NumberRange): TimeRange {
  return {
    from: min ? Math.max(from, min.inclusive ? min.value : min.value + 1) : from,
    until: max ? Math.min(until, max.inclusive ? max.value + 1 : max.value) : until,
  };
}

async function valueFilter(
  { db, budget }: ListContext,
  dictionaryFilter: DictionaryFilter,
  property: ValueProperty,
  filter: TextFilter,
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

async function equalityFilter(
  context: ListContext,
  column: PlainColumn,
  given: string | number,
): Promise<ColumnFilter> {
  const value = typeof given === "string" ? indexedText(given) : given;
  if (column === "session_id") return { column, match: { value }, rows: 1 };
  const { budget } = context;
  const max = budget.capRows(MAX_COUNTED_ROWS);
  return countColumn(context, column, { value }, max);
}

async function durationFilter(
  context: ListContext,
  range: NumberRange,
  isTest: Selection["isTest"],
): Promise<ColumnFilter> {
  const only = onlyNumber(range);
  if (only !== undefined) return equalityFilter(context, "duration", only);
  const counts = await countDurations(context, range);
  const sessions = sum(isTest.map((flag) => counts[flag]));
  return { column: "duration", match: { range }, sessions, rows: sum(counts) };
}

async function countColumn(
  context: ListContext,
  column: PlainColumn,
  match: ColumnFilter["match"],
  max: number,
): Promise<ColumnFilter> {
  const { db, budget } = context;
  const selection = { ...ALL_SESSIONS, columns: [{ column, match, rows: 0 }] };
  const found = sessionsOf(context, selection, indexOn(column));
  const count = sql`SELECT count(*) FROM (SELECT 1 FROM ${found} LIMIT ${max}) AS found`;
  const [rows] = await selectRow<[number]>(db, count);
  budget.spend(rows);
  return { column, match, rows };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
