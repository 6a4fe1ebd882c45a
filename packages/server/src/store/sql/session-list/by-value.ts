import type { ValueProperty } from "../database.js";
import { raw, sql } from "../fragment.js";
import { sessionsIn } from "./conditions.js";
import { driversOf } from "./driver.js";
import { pageInIndexOrder } from "./in-index-order.js";
import { concat, type Items, itemsOf, orderedBy, sorted, type Window } from "./page.js";
import type { Reading } from "./reading.js";
import { isWhole, type Scope, valueCount } from "./scope.js";
import { keyed } from "./sort-key.js";

/** Values are sorted together until they have so many times as many sessions as a page. */
const TOGETHER = 4;
const FIRST_CHUNK = 32;
const LATER_CHUNK = 10_000;

/** Values next to each other in the order, and the sessions that have them. */
interface Run {
  readonly ids: number[];
  sessions: number;
  rows: number;
}

/** A page sorted by source or target. */
export async function pageByValue(
  reading: Reading,
  scope: Scope,
  property: ValueProperty,
  descending: boolean,
  window: Window,
): Promise<Items> {
  if (!isWhole(scope)) return sortedByValue(reading, scope, property, descending, window);
  const parts: Items[] = [];
  let { offset, limit } = window;
  const together = TOGETHER * limit;
  for await (const run of runsOf(reading, scope, property, descending, together)) {
    if (offset >= run.sessions) {
      offset -= run.sessions;
      continue;
    }
    const part = { offset, limit: Math.min(limit, run.sessions - offset) };
    const set = { column: `${property}_id` as const, ...run };
    const values = { ...scope, values: [set] };
    parts.push(
      run.ids.length === 1
        ? await pageInIndexOrder(reading, values, run.sessions, "session_id", true, part)
        : await sortedByValue(reading, values, property, descending, part),
    );
    limit -= part.limit;
    offset = 0;
    if (limit === 0) break;
  }
  return concat(parts);
}

/** The values of a property that sessions have, in order; one of many sessions is a run by itself. */
async function* runsOf(
  { db, organisation, budget }: Reading,
  { flags }: Scope,
  property: ValueProperty,
  descending: boolean,
  together: number,
): AsyncGenerator<Run> {
  let after: string | undefined;
  for (let chunk = FIRST_CHUNK; ; chunk = LATER_CHUNK) {
    budget.spend(chunk);
    const beyond =
      after === undefined ? raw("TRUE") : sql`v.key ${raw(descending ? "<" : ">")} ${after}`;
    const { text, parameters } = sql`
      SELECT v.id, v.key, ${raw(valueCount(flags))}, c.sessions + c.tests FROM session_values v
      CROSS JOIN session_value_counts c
      WHERE c.org_id = v.org_id AND c.value_id = v.id AND v.org_id = ${organisation} AND v.property = ${property} AND ${beyond}
      ORDER BY v.key ${raw(descending ? "DESC" : "ASC")} LIMIT ${chunk}`;
    const rows = await db.rows<[number, string, number, number]>(text, parameters);
    let run: Run = { ids: [], sessions: 0, rows: 0 };
    for (const [id, , sessions, all] of rows) {
      if (run.ids.length > 0 && run.sessions + sessions > together) {
        yield run;
        run = { ids: [], sessions: 0, rows: 0 };
      }
      if (sessions === 0) continue;
      run.ids.push(id);
      run.sessions += sessions;
      run.rows += all;
    }
    if (run.ids.length > 0) yield run;
    if (rows.length < chunk) return;
    after = rows.at(-1)![1];
  }
}

async function sortedByValue(
  reading: Reading,
  scope: Scope,
  property: ValueProperty,
  descending: boolean,
  window: Window,
): Promise<Items> {
  const { db, organisation, budget } = reading;
  const [driver] = await driversOf(reading, scope);
  budget.spend(driver!.cost + driver!.rows);
  const matching = keyed(
    db.dialect,
    sessionsIn(db.dialect, organisation, scope, driver!.index),
    property,
  );
  const keys = orderedBy("key", descending);
  return itemsOf(reading, sorted(reading, [matching], keys, window));
}
