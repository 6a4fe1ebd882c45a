import type { SessionPage, SessionQuery } from "../../port.js";
import type { Sql, SqlDatabase } from "../database.js";
import { pageByColumn } from "./by-column.js";
import { pageByProfile } from "./by-profile.js";
import { pageByValue } from "./by-value.js";
import { count } from "./driver.js";
import { listOfFew } from "./few.js";
import { pageInIndexOrder } from "./in-index-order.js";
import { newestSessions } from "./newest.js";
import { newestOfValues } from "./newest-of-values.js";
import { type Items, NOTHING, type Window, windowOf } from "./page.js";
import { type Budget, type Reading, readingOf } from "./reading.js";
import { type Scope, scopeOf } from "./scope.js";

/** Answers a list, as of one moment. Rejects with `TooCostly` where the budget is too small. */
export async function listSessions(
  db: SqlDatabase,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<SessionPage> {
  const newest = await newestSessions(db, organisation, query);
  return newest ?? db.snapshot((sql) => anyList(sql, organisation, query, budget), signal);
}

async function anyList(
  db: Sql,
  organisation: number,
  query: SessionQuery,
  budget: Budget,
): Promise<SessionPage> {
  const reading = readingOf(db, organisation, budget);
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
