import type { IdPage, SessionPage, SessionQuery } from "../../port.js";
import type { Sql, SqlDatabase } from "../database.js";
import { pageByColumn } from "./by-column.js";
import { pageByProfile } from "./by-profile.js";
import { pageByValue } from "./by-value.js";
import { count } from "./driver.js";
import { listOfFew } from "./few.js";
import { pageInIndexOrder } from "./in-index-order.js";
import { newestSessions } from "./newest.js";
import { newestOfValues } from "./newest-of-values.js";
import { type Items, NOTHING, type PageColumn, type Window, windowOf } from "./page.js";
import { type Budget, type Reading, readingOf } from "./reading.js";
import { type Scope, scopeOf } from "./scope.js";

/** Reads a list as of one moment. Rejects with `TooCostly` if the budget is too small. */
export function listSessions(
  db: SqlDatabase,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<SessionPage> {
  return readPage(db, organisation, query, budget, "wire", signal);
}

/** Reads the ids of the sessions that `listSessions` returns. */
export async function listSessionIds(
  db: SqlDatabase,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<IdPage> {
  const page = await readPage(db, organisation, query, budget, "session_id", signal);
  return { ids: JSON.parse(`[${page.items}]`), total: page.total };
}

async function readPage(
  db: SqlDatabase,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  column: PageColumn,
  signal: AbortSignal | undefined,
): Promise<SessionPage> {
  const newest = await newestSessions(db, organisation, query, column);
  return newest ?? db.snapshot((sql) => anyList(sql, organisation, query, budget, column), signal);
}

async function anyList(
  db: Sql,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  column: PageColumn,
): Promise<SessionPage> {
  const reading = readingOf(db, organisation, budget, column);
  const scope = await scopeOf(reading, query);
  if (!scope) return { items: NOTHING.json, total: 0 };
  const list =
    (await newestOfValues(reading, scope, query)) ?? (await listOfFew(reading, scope, query));
  if (list) return list;
  const total = await count(reading, scope);
  const { offset, limit } = windowOf(query);
  if (limit === 0 || offset >= total) return { items: NOTHING.json, total };
  const window = { offset, limit: Math.min(limit, total - offset) };
  const { json } = await pageOf(reading, scope, total, query, window);
  return { items: json, total };
}

function pageOf(
  reading: Reading,
  scope: Scope,
  total: number,
  { orderBy, descending }: SessionQuery,
  window: Window,
): Promise<Items> {
  switch (orderBy) {
    case "timestamp":
    case "session_id":
      return pageInIndexOrder(reading, scope, total, orderBy, descending, window);
    case "source":
    case "target":
      return pageByValue(reading, scope, orderBy, descending, window);
    case "conversation_id":
    case "channel_manager_sid":
    case "duration":
      return pageByColumn(reading, scope, total, { column: orderBy, descending }, window);
    default:
      return pageByProfile(reading, scope, { column: orderBy, descending }, window);
  }
}
