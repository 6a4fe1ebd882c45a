import {
  type AnalysedRecording,
  type AnalysisJob,
  type AnalysisStore,
  mapCommitted,
} from "../port.js";
import type { Parameter, SqlDatabase } from "./database.js";
import { reassessAudio } from "./examinations.js";
import { lockSessions } from "./lock-sessions.js";
import { READY_RECORDINGS, type RecordingRow, toRecording } from "./recordings.js";
import type { SessionRows } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";

const IS_PENDING = "state = 'ready' AND analysis = 'pending'";
/** Several, because other processes may claim the first ones at the same time. */
const CANDIDATES = 8;
const SELECT_CANDIDATES = `SELECT org_id, blob FROM recordings
  WHERE ${IS_PENDING} AND analysis_lease < ?`;
const NEWEST_FIRST = ` ORDER BY created_at DESC LIMIT ${CANDIDATES}`;
const CLAIM = `UPDATE recordings
  SET analysis_lease = ?, analysis_attempts = analysis_attempts + 1
  WHERE org_id = ? AND blob = ? AND ${IS_PENDING} AND analysis_lease < ?
  RETURNING session_id, name, type, bytes, analysis_attempts`;
/** The recording of a job, unless it was deleted or is claimed by another process. */
const OF_JOB = `WHERE org_id = ? AND blob = ? AND ${IS_PENDING} AND analysis_attempts = ?`;
const RENEW = `UPDATE recordings SET analysis_lease = ? ${OF_JOB}`;
const RELEASE = `UPDATE recordings
  SET analysis_lease = 0, analysis_attempts = analysis_attempts - 1 WHERE org_id = ? AND blob = ? AND analysis_attempts = ?`;
const FINISH = `UPDATE recordings
  SET analysis = ?, analysis_detail = ?, audio = ?, seconds = coalesce(?, seconds),
    channels = coalesce(?, channels), analysis_lease = 0,
    faults = CASE ? WHEN 'ready' THEN faults END
  ${OF_JOB}`;
const REQUEST = `UPDATE recordings
  SET analysis = 'pending', analysis_detail = NULL, analysis_attempts = 0
  WHERE state = 'ready' AND analysis <> 'pending'`;
const COUNT = `SELECT count(*) FROM recordings WHERE ${IS_PENDING}`;

const keyOf = ({ organisation, blob, attempt }: AnalysisJob): Parameter[] => [
  organisation,
  blob,
  attempt,
];
const ofSession = (session: number | undefined): [condition: string, parameters: number[]] =>
  session === undefined ? ["", []] : [" AND session_id = ?", [session]];

type Row = RecordingRow & { readonly audio: string | null };

export function sqlAnalyses(db: SqlDatabase, sessionRows: SessionRows): AnalysisStore {
  const write = sessionWriter(db, sessionRows);
  const select = async (condition: string, parameters: readonly Parameter[]) => {
    const rows = await db.objects<Row>(`${READY_RECORDINGS} ${condition}`, parameters);
    return rows.map((row): AnalysedRecording => ({ ...toRecording(row), audio: row.audio }));
  };
  return {
    async claim(now, leaseUntil, session) {
      const [condition, parameters] = ofSession(session);
      const candidates = await db.rows<[number, string]>(
        SELECT_CANDIDATES + condition + NEWEST_FIRST,
        [now, ...parameters],
      );
      for (const [organisation, blob] of candidates) {
        const claimed = await db.row<[number, string, string, number, number]>(CLAIM, [
          leaseUntil,
          organisation,
          blob,
          now,
        ]);
        if (!claimed) continue;
        const [id, name, type, bytes, attempt] = claimed;
        return { organisation, blob, session: id, name, type, bytes, attempt };
      }
      return undefined;
    },

    async renew(job, leaseUntil) {
      return (await db.run(RENEW, [leaseUntil, ...keyOf(job)])) === 1;
    },

    async finish(job, { analysis, analysisDetail, audio, seconds, channels }) {
      const { organisation, session } = job;
      const values = [analysis, analysisDetail, audio, seconds, channels, analysis];
      const transaction = write(async (sql) => {
        // Other writes of recordings also lock the session first.
        await lockSessions(sql, organisation, [session]);
        if ((await sql.run(FINISH, [...values, ...keyOf(job)])) === 0) return undefined;
        return reassessAudio(sql, sessionRows, organisation, session);
      });
      return mapCommitted(transaction, (remember) => {
        remember?.();
        return remember !== undefined;
      });
    },

    async release(job) {
      await db.run(RELEASE, keyOf(job));
    },

    async request(session) {
      const [condition, parameters] = ofSession(session);
      return db.run(REQUEST + condition, parameters);
    },

    async countPending(session) {
      const [condition, parameters] = ofSession(session);
      return (await db.row<[number]>(COUNT + condition, parameters))![0];
    },

    list: (organisation, session) => select("ORDER BY name", [organisation, session]),

    async find(organisation, session, name) {
      const [found] = await select("AND name = ?", [organisation, session, name]);
      return found;
    },
  };
}
