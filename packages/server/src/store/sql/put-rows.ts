import { assessmentsOf } from "./assessments.js";
import type { Sql } from "./database.js";
import { requestExaminations } from "./examinations.js";
import { lockSessions } from "./lock-sessions.js";
import { CountChanges } from "./session-counts.js";
import { profileOf } from "./session-profile.js";
import {
  type CountedSession,
  columnValues,
  SESSION_COLUMNS,
  type SessionRow,
  type SessionRows,
  withLabelId,
} from "./session-rows.js";
import { together } from "./together.js";

const SKIP_EXISTING = "ON CONFLICT (org_id, session_id) DO NOTHING";
const REPLACE_EXISTING = `ON CONFLICT (org_id, session_id) DO UPDATE SET ${SESSION_COLUMNS.slice(2)
  .map((column) => `${column} = excluded.${column}`)
  .join(", ")}`;

/**
 * Creates or replaces sessions, and updates the counts. The rows must be in the order of their ids, in
 * which all transactions lock them, so that they cannot deadlock.
 * @returns the ids of the sessions that were created. Call `remember` once the transaction is committed, after that of
 *   the rows: it caches ids, and forgets those of entries that no session uses any more.
 */
export async function putRows(
  sql: Sql,
  sessionRows: SessionRows,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<{ created: Set<number>; remember: () => void }> {
  const created = new Set<number>();
  const changes = new CountChanges();
  const resolved: (() => void)[] = [];
  let inserting = insertNew(sql, organisation, rows);
  // Counts the rows while the database inserts them.
  for (const row of rows) changes.add(row);
  // Repeats for sessions that other transactions delete between the insert and the replace.
  for (let remaining = rows; ; inserting = insertNew(sql, organisation, remaining)) {
    for (const id of await inserting) created.add(id);
    const existing = remaining.filter(({ id }) => !created.has(id));
    if (existing.length === 0) break;
    const ids = existing.map(({ id }) => id);
    const stored = await lockSessions(sql, organisation, ids);
    const replacing = existing.filter(({ id }) => stored.has(id));
    const { profiles, remember } = await keepAssessments(
      sql,
      sessionRows,
      organisation,
      replacing,
      stored,
    );
    resolved.push(remember);
    const assessed = replacing.map((row) => ({
      ...row,
      profile: profiles.get(row.id) ?? row.profile,
    }));
    await replaceExisting(sql, organisation, assessed);
    await requestExaminations(sql, organisation, movedInTime(replacing, stored));
    for (const row of replacing) {
      changes.remove(stored.get(row.id)!);
      const profile = profiles.get(row.id) ?? row.profile;
      if (profile !== row.profile) changes.move(row, profile);
      const { measured = null } = stored.get(row.id)!;
      changes.measure({ ...row, profile, measured }, 1);
    }
    remaining = existing.filter(({ id }) => !stored.has(id));
    if (remaining.length === 0) break;
  }
  const removed = await changes.apply(sql, organisation);
  sessionRows.forget(organisation, removed);
  return {
    created,
    remember() {
      for (const remember of resolved) remember();
      sessionRows.forget(organisation, removed);
    },
  };
}

/** The profiles, by session, of rows that replace sessions with an assessment. */
async function keepAssessments(
  sql: Sql,
  sessionRows: SessionRows,
  organisation: number,
  rows: readonly SessionRow[],
  stored: ReadonlyMap<number, CountedSession>,
): Promise<{ profiles: Map<number, number>; remember: () => void }> {
  const before = [...stored.values()].map(({ profile }) => profile);
  const assessments = await assessmentsOf(sql, organisation, before);
  const assessed = rows.flatMap(({ id, record }) => {
    const assessment = assessments.get(stored.get(id)!.profile);
    return assessment ? [{ id, profile: profileOf(record, assessment) }] : [];
  });
  const { ids, remember } = await sessionRows.resolveProfiles(
    sql,
    organisation,
    assessed.map(({ profile }) => profile),
  );
  const profiles = new Map(assessed.map(({ id, profile }) => [id, ids.get(profile.key)!]));
  return { profiles, remember };
}

/** The ids of sessions whose recordings lie elsewhere on their time axis. */
const movedInTime = (
  rows: readonly SessionRow[],
  stored: ReadonlyMap<number, CountedSession>,
): number[] =>
  rows
    .filter(({ id, timestamp, duration }) => {
      const before = stored.get(id)!;
      return before.timestamp !== timestamp || before.duration !== duration;
    })
    .map(({ id }) => id);

/** PostgreSQL inserts this many sessions while the next ones are encoded. */
const PART_ROWS = 500;

/** Inserts the sessions that do not exist, and returns their ids. */
export async function insertNew(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<Set<number>> {
  const parts: Promise<[number][]>[] = [];
  for (let start = 0; start < rows.length; start += PART_ROWS) {
    const part = rows.slice(start, start + PART_ROWS);
    parts.push(
      sql.insert<[number]>({
        table: "sessions",
        columns: SESSION_COLUMNS,
        rows: part.map((row) => columnValues(organisation, row)),
        tail: SKIP_EXISTING,
        returning: ["session_id"],
      }),
    );
  }
  const created = await together(parts);
  return new Set(created.flat().map(([id]) => id));
}

/** Replaces sessions, which must be locked. They keep their label id and measured times. */
async function replaceExisting(
  sql: Sql,
  organisation: number,
  rows: readonly SessionRow[],
): Promise<void> {
  const labels = new Map(
    await sql.rows<[number, number]>(
      `SELECT session_id, max(id) FROM session_labels
       WHERE org_id = ? AND ${sql.dialect.inList("session_id")} GROUP BY session_id`,
      [organisation, rows.map(({ id }) => id)],
    ),
  );
  const labelled = rows.map((row) => {
    const label = labels.get(row.id);
    if (label === undefined) return row;
    return { ...row, record: { ...row.record, json: withLabelId(row.record.json, label) } };
  });
  await sql.insert({
    table: "sessions",
    columns: SESSION_COLUMNS,
    rows: labelled.map((row) => columnValues(organisation, row)),
    tail: REPLACE_EXISTING,
  });
}
