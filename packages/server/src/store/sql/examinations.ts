import { randomInt } from "node:crypto";
import {
  type Examination,
  type ExaminationStore,
  type MeasuredTimes,
  mapCommitted,
} from "../port.js";
import { assess } from "./assessments.js";
import type { Sql, SqlDatabase } from "./database.js";
import { lockSessions } from "./lock-sessions.js";
import type { SessionRows } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";

/** Several, because other processes may claim the first ones at the same time. */
const CANDIDATES = 8;
const SELECT_CANDIDATES = `SELECT org_id, session_id FROM session_examinations
  WHERE lease_until < ?`;
const CLAIM = `UPDATE session_examinations SET lease_until = ?
  WHERE org_id = ? AND session_id = ? AND lease_until < ? RETURNING version`;
const OF_EXAMINATION = "WHERE org_id = ? AND session_id = ? AND version = ?";
const RELEASE = `UPDATE session_examinations SET lease_until = 0 ${OF_EXAMINATION}`;
const END = `DELETE FROM session_examinations ${OF_EXAMINATION}`;
const STORE_FAULTS = `UPDATE recordings SET faults = ?
  WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'ready'`;
const FAULTS = `SELECT max(faults) FROM recordings
  WHERE org_id = ? AND session_id = ? AND state = 'ready'`;
const MAX_VERSION = 2 ** 48;

const keyOf = ({ organisation, session, version }: Examination): number[] => [
  organisation,
  session,
  version,
];

export function sqlExaminations(db: SqlDatabase, sessionRows: SessionRows): ExaminationStore {
  const write = sessionWriter(db, sessionRows);
  return {
    async claim(now, leaseUntil, session) {
      const [condition, parameters] =
        session === undefined ? ["", []] : [" AND session_id = ?", [session]];
      const candidates = await db.rows<[number, number]>(
        `${SELECT_CANDIDATES}${condition} LIMIT ${CANDIDATES}`,
        [now, ...parameters],
      );
      for (const [organisation, id] of candidates) {
        const claimed = await db.row<[number]>(CLAIM, [leaseUntil, organisation, id, now]);
        if (claimed) return { organisation, session: id, version: claimed[0] };
      }
      return undefined;
    },

    async finish(examination, { recordings, times }) {
      const { organisation, session } = examination;
      const transaction = write(async (sql) => {
        await lockSessions(sql, organisation, [session]);
        // The row of a deleted session is deleted with it.
        if ((await sql.run(END, keyOf(examination))) === 0) return undefined;
        for (const { name, hasFaults } of recordings) {
          await sql.run(STORE_FAULTS, [Number(hasFaults), organisation, session, name]);
        }
        return assessAudio(sql, sessionRows, organisation, session, times);
      });
      return mapCommitted(transaction, (remember) => {
        remember?.();
        return remember !== undefined;
      });
    },

    async release(examination) {
      await db.run(RELEASE, keyOf(examination));
    },
  };
}

/**
 * Requests examinations of those of these sessions that have analysed recordings or a latency document. They must be
 * locked. Running examinations of all of these sessions are not stored.
 */
export async function requestExaminations(
  sql: Sql,
  organisation: number,
  sessions: readonly number[],
): Promise<void> {
  if (sessions.length === 0) return;
  const isOneOfThem = sql.dialect.inList("session_id");
  // A session that has nothing to examine any more may be in examination.
  await sql.run(`DELETE FROM session_examinations WHERE org_id = ? AND ${isOneOfThem}`, [
    organisation,
    sessions,
  ]);
  const examined = await sql.rows<[number]>(
    `SELECT session_id FROM recordings
     WHERE org_id = ? AND ${isOneOfThem} AND state = 'ready' AND audio IS NOT NULL
     UNION SELECT session_id FROM session_parts
     WHERE org_id = ? AND ${isOneOfThem} AND part = 'latency'`,
    [organisation, sessions, organisation, sessions],
  );
  const version = randomInt(MAX_VERSION - 1);
  await sql.insert({
    table: "session_examinations",
    columns: ["org_id", "session_id", "version", "lease_until"],
    rows: examined.map(([session]) => [organisation, session, version, 0]),
  });
}

/**
 * Assesses a session by the faults that are stored with its recordings, as `assess` does, and requests an examination.
 * Call it last in a transaction that has changed them.
 */
export async function reassessAudio(
  sql: Sql,
  sessionRows: SessionRows,
  organisation: number,
  session: number,
): Promise<() => void> {
  await requestExaminations(sql, organisation, [session]);
  return assessAudio(sql, sessionRows, organisation, session);
}

async function assessAudio(
  sql: Sql,
  sessionRows: SessionRows,
  organisation: number,
  session: number,
  times?: MeasuredTimes,
): Promise<() => void> {
  const [faults] = (await sql.row<[0 | 1 | null]>(FAULTS, [organisation, session]))!;
  const audioFaults = faults === null ? null : faults === 1;
  // Without recordings, there are no response gaps.
  const known = times ?? (faults === null ? { responseGaps: [] } : {});
  const findings = { audioFaults, times: known };
  return assess(sql, sessionRows, organisation, new Map([[session, findings]]));
}
