import type { SessionPage, SessionQuery } from "../../port.js";
import type { Dialect, Sql } from "../database.js";
import { raw, sql } from "../fragment.js";
import { sumOf } from "../session-profile.js";
import { EVER } from "../session-spans.js";
import { sessionsIn } from "./conditions.js";
import { DEEP } from "./in-index-order.js";
import { NOTHING, walk } from "./page.js";
import { EVERYTHING } from "./scope.js";

/** Whether a list is of all sessions by time, real ones or tests, and not far down. */
const isNewest = ({ filters, from, until, orderBy, tests, page, limit }: SessionQuery): boolean =>
  filters.length === 0 &&
  from === undefined &&
  until === undefined &&
  orderBy === "timestamp" &&
  tests !== "with" &&
  page * limit < DEEP;

/**
 * Answers the list that is asked for most, if it is one, in one statement, which is of one moment
 * by itself, and whose text is made once.
 */
export function newestSessions(
  db: Sql,
  organisation: number,
  query: SessionQuery,
): Promise<SessionPage> | undefined {
  if (!isNewest(query)) return undefined;
  const flag = query.tests === "only" ? 1 : 0;
  const { limit } = query;
  return answer(db, query.descending, [
    ...[organisation, flag, limit, query.page * limit],
    ...[organisation, sumOf(flag), EVER.id],
  ]);
}

async function answer(db: Sql, descending: boolean, parameters: number[]): Promise<SessionPage> {
  const [json, , total] = (await db.row<[Buffer | string | null, number, number]>(
    textOf(db, descending),
    parameters,
  ))!;
  return {
    items: json === null ? NOTHING.json : typeof json === "string" ? Buffer.from(json) : json,
    total,
  };
}

const texts = new WeakMap<Dialect, Map<boolean, string>>();

function textOf({ dialect }: Sql, descending: boolean): string {
  const made = texts.get(dialect) ?? new Map<boolean, string>();
  texts.set(dialect, made);
  const text = made.get(descending) ?? makeText(dialect, descending);
  made.set(descending, text);
  return text;
}

/** The numbers in it do not matter: they are parameters, in the order of `newestSessions`. */
function makeText(dialect: Dialect, descending: boolean): string {
  const keys = [
    { column: "timestamp", descending },
    { column: "session_id", descending: true },
  ];
  const rows = sessionsIn(dialect, 0, { ...EVERYTHING, flags: [0] }, "sessions_by_time");
  const page = walk(rows, keys, { offset: 0, limit: 0 });
  const counts = sql`
    SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT) FROM session_counts
    WHERE org_id = ${0} AND profile_id = ${0} AND span = ${0} AND bucket = 0`;
  return sql`
    SELECT * FROM (${raw(dialect.joined("wire", page.text))}) AS items, (${counts}) AS counted`
    .text;
}
