import type { SessionPage, SessionQuery } from "../../port.js";
import type { Dialect, Sql } from "../database.js";
import { raw, sql } from "../fragment.js";
import { sumOf } from "../session-profile.js";
import { EVER, SUM_SPANS } from "../session-spans.js";
import { sessionsIn } from "./conditions.js";
import { placing } from "./counting.js";
import { DEEP } from "./in-index-order.js";
import {
  orderedBy,
  type PageColumn,
  type PageTarget,
  pageTold,
  passingOver,
  walk,
  windowOf,
} from "./page.js";
import { EVERYTHING } from "./scope.js";

/** Whether a list is of all sessions by time, real ones or tests. */
const isNewest = ({ filters, from, until, orderBy, tests }: SessionQuery): boolean =>
  filters.length === 0 &&
  from === undefined &&
  until === undefined &&
  orderBy === "timestamp" &&
  tests !== "with";

/**
 * Answers the list that is asked for most in one statement, which is of one moment by itself, and
 * whose text is made once. Undefined where a list is another one, or a deep page one that has more,
 * or passes more of its hour, than is read in passing.
 */
export async function newestSessions(
  db: Sql,
  organisation: number,
  query: SessionQuery,
  column: PageColumn,
): Promise<SessionPage | undefined> {
  if (!isNewest(query)) return undefined;
  const { descending } = query;
  const { offset, limit } = windowOf(query);
  const flag = query.tests === "only" ? 1 : 0;
  const isDeep = offset >= DEEP;
  if (isDeep && limit > MOST_PASSED) return undefined;
  const counted = [organisation, sumOf(flag)];
  const list = await pageTold(db, textOf({ dialect: db.dialect, column }, isDeep, descending), [
    ...(isDeep ? [offset, ...SUM_SPANS.flatMap(({ id }) => [...counted, id])] : []),
    ...[organisation, flag, limit],
    ...(isDeep ? [] : [offset]),
    ...[...counted, EVER.id],
  ]);
  const isThere = list.items.length > 0 || limit === 0 || offset >= list.total;
  return isThere ? list : undefined;
}

const texts = new WeakMap<Dialect, Map<string, string>>();

function textOf(target: PageTarget, isDeep: boolean, descending: boolean): string {
  const made = texts.get(target.dialect) ?? new Map<string, string>();
  texts.set(target.dialect, made);
  const name = `${target.column} ${isDeep} ${descending}`;
  const text = made.get(name) ?? makeText(target, isDeep, descending);
  made.set(name, text);
  return text;
}

/** The numbers in it do not matter: they are parameters, in the order of `newestSessions`. */
function makeText(target: PageTarget, isDeep: boolean, descending: boolean): string {
  const page = (isDeep ? deepPage : firstPage)(target, descending);
  const counts = sql`
    SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT) FROM session_counts
    WHERE org_id = ${0} AND profile_id = ${0} AND span = ${0} AND bucket = 0`;
  return sql`
    SELECT * FROM (${raw(target.dialect.joined(target.column, page.text))}) AS items, (${counts}) AS counted`
    .text;
}

/** So many sessions of an hour are passed over, or of a deep page read, without a budget. */
const MOST_PASSED = 5_000;

const OF_ONE_FLAG = { ...EVERYTHING, flags: [0] } as const;

const firstPage = (target: PageTarget, descending: boolean) =>
  walk(
    target,
    sessionsIn(target.dialect, 0, OF_ONE_FLAG, "sessions_by_time"),
    orderedBy("timestamp", descending),
    {
      offset: 0,
      limit: 0,
    },
  );

/** Told from the nearest place that the counts know. */
function deepPage(target: PageTarget, descending: boolean) {
  const { dialect } = target;
  const place = placing(dialect, 0, [0], SUM_SPANS, 0, descending);
  const beyond = raw(
    `timestamp ${descending ? "<" : ">="} (SELECT edge FROM place WHERE skip < ${MOST_PASSED})`,
  );
  const rows = sessionsIn(dialect, 0, OF_ONE_FLAG, "sessions_by_time", beyond);
  const skipped = sql`LIMIT ${0} OFFSET (SELECT coalesce(max(skip), 0) FROM place)`;
  return sql`WITH ${place}, ${passingOver(target, rows, orderedBy("timestamp", descending), skipped)}`;
}
