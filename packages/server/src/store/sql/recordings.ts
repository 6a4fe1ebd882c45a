import {
  mapCommitted,
  type RecordingKey,
  type RecordingRecord,
  type RecordingStore,
  type RecordingUsage,
  type StatedFacts,
} from "../port.js";
import type { Sql, SqlDatabase } from "./database.js";
import { reassessAudio } from "./examinations.js";
import type { SessionRows } from "./session-rows.js";
import { sessionWriter } from "./session-writer.js";

const COLUMNS = `org_id AS organisation, session_id AS session, name, blob, state, type,
    bytes, sha256, seconds, channels, started_at AS "startedAt", channel_names AS "channelNames",
    analysis, analysis_detail AS "analysisDetail"`;
/** The ready recordings of a session, with the results of their analyses. */
export const READY_RECORDINGS = `SELECT ${COLUMNS}, audio FROM recordings
  WHERE org_id = ? AND session_id = ? AND state = 'ready'`;
const BEGIN = `INSERT INTO recordings
    (org_id, blob, session_id, name, type, state, created_at, lease_until)
  VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)`;
const RENEW = `UPDATE recordings SET lease_until = ?
  WHERE org_id = ? AND blob = ? AND state = 'pending'`;
const CONDEMN_READY = `UPDATE recordings SET state = 'condemned'
  WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'ready'`;
const MAKE_READY = `UPDATE recordings
  SET state = 'ready', type = ?, bytes = ?, sha256 = ?, seconds = ?, channels = ?, started_at = ?,
    channel_names = ?, analysis = ?, analysis_detail = ?
  WHERE org_id = ? AND blob = ?`;
/**
 * An upload in progress keeps its row, because its bytes are still being written. No session has this
 * id, so the upload can't be committed, and the process that receives it abandons it.
 */
const NO_SESSION = -1;
const DETACH_PENDING = `UPDATE recordings SET session_id = ${NO_SESSION}, name = ''
  WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'pending'`;
const READY_BLOB = `SELECT blob FROM recordings
  WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'ready'`;
const FIND = `SELECT blob, type, bytes, sha256, seconds, channels, started_at, channel_names, analysis,
    analysis_detail
  FROM recordings
  WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'ready'`;
const OF_SESSION = "WHERE org_id = ? AND session_id = ? AND state <> 'condemned'";
const COUNT = `SELECT count(*) FROM recordings ${OF_SESSION}`;
const LIST = `SELECT ${COLUMNS} FROM recordings ${OF_SESSION} ORDER BY name, created_at`;
const USAGE = `SELECT analysis, count(*) AS recordings, sum(bytes) AS bytes
  FROM recordings WHERE org_id = ? AND state = 'ready' GROUP BY analysis`;
const READY = "WHERE org_id = ? AND session_id = ? AND name = ? AND state = 'ready'";
const EXPIRE_LEASES = `UPDATE recordings SET state = 'condemned'
  WHERE state = 'pending' AND lease_until < ?`;
const LIST_CONDEMNED = `SELECT org_id AS organisation, blob FROM recordings WHERE state = 'condemned'`;
const DELETE = "DELETE FROM recordings WHERE org_id = ? AND blob = ? AND analysis_lease < ?";

/** A recording as stored: the names of its channels are a JSON array of strings. */
export type RecordingRow = Omit<RecordingRecord, "channelNames"> & {
  readonly channelNames: string | null;
};

export const toRecording = ({ channelNames, ...row }: RecordingRow): RecordingRecord => ({
  ...row,
  channelNames: channelNames === null ? null : JSON.parse(channelNames),
});

const NOTHING = () => undefined;

const toJson = (names: readonly string[] | null): string | null => names && JSON.stringify(names);

type FoundRow = [
  blob: string,
  type: string,
  bytes: number,
  sha256: string,
  seconds: number | null,
  channels: number | null,
  startedAt: number | null,
  channelNames: string | null,
  analysis: RecordingRecord["analysis"],
  analysisDetail: string | null,
];

export function sqlRecordings(db: SqlDatabase, sessionRows: SessionRows): RecordingStore {
  const write = sessionWriter(db, sessionRows);
  /** Runs a transaction that returns whether it changed something and, if so, what to call after its commit. */
  const change = (work: (sql: Sql) => Promise<false | (() => void)>): Promise<boolean> =>
    mapCommitted(write(work), (remember) => {
      if (remember) remember();
      return remember !== false;
    });
  const { forUpdate } = db.dialect;
  const findPending = `SELECT session_id, name FROM recordings
    WHERE org_id = ? AND blob = ? AND state = 'pending'`;
  const lockPending = `${findPending} ${forUpdate}`;
  const lockSession = `SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ? ${forUpdate}`;

  return {
    async begin({ organisation, blob, session, name, type }, leaseUntil) {
      const now = Date.now();
      await db.run(BEGIN, [organisation, blob, session, name, type, now, leaseUntil]);
    },

    async renew({ organisation, blob }, leaseUntil) {
      await db.run(RENEW, [leaseUntil, organisation, blob]);
    },

    async commit({ organisation, blob }, facts, expected) {
      const { type, bytes, sha256, seconds, channels, analysis, analysisDetail } = facts;
      const stated = [facts.startedAt, toJson(facts.channelNames)];
      return change(async (sql) => {
        const pending = await sql.row<[number, string]>(findPending, [organisation, blob]);
        if (!pending) return false;
        const [session, name] = pending;
        if (!(await sql.row(lockSession, [organisation, session]))) return false;
        // Deletes also lock the session first. One may have come before this lock.
        const [still] = await sql.rows<[number, string]>(lockPending, [organisation, blob]);
        if (still?.[0] !== session) return false;
        if (!(await isExpected(sql, [organisation, session, name], expected))) return false;
        const replaced = await sql.run(CONDEMN_READY, [organisation, session, name]);
        const values = [
          type,
          bytes,
          sha256,
          seconds,
          channels,
          ...stated,
          analysis,
          analysisDetail,
        ];
        await sql.run(MAKE_READY, [...values, organisation, blob]);
        if (replaced === 0) return NOTHING;
        return reassessAudio(sql, sessionRows, organisation, session);
      });
    },

    async remove({ organisation, session, name }, expected) {
      return change(async (sql) => {
        if (!(await sql.row(lockSession, [organisation, session]))) return false;
        const key = [organisation, session, name] as const;
        if (!(await isExpected(sql, key, expected))) return false;
        const removed = await sql.run(CONDEMN_READY, key);
        if ((await sql.run(DETACH_PENDING, key)) + removed === 0) return false;
        return reassessAudio(sql, sessionRows, organisation, session);
      });
    },

    async update({ organisation, session, name }, stated, expected) {
      const changes = changesOf(stated);
      const key = [organisation, session, name] as const;
      return change(async (sql) => {
        if (!(await sql.row(lockSession, [organisation, session]))) return false;
        if (!(await isExpected(sql, key, expected))) return false;
        if (changes.length === 0) return (await sql.row(READY_BLOB, key)) ? NOTHING : false;
        const assignments = changes.map(([column]) => `${column} = ?`).join(", ");
        const values = changes.map(([, value]) => value);
        const update = `UPDATE recordings SET ${assignments} ${READY}`;
        if ((await sql.run(update, [...values, ...key])) === 0) return false;
        return reassessAudio(sql, sessionRows, organisation, session);
      });
    },

    async find(organisation, session, name) {
      // Rows are faster to read than objects, and players request many ranges.
      const found = await db.row<FoundRow>(FIND, [organisation, session, name]);
      if (!found) return undefined;
      const [blob, type, bytes, sha256, seconds, channels, startedAt, channelNames, ...rest] =
        found;
      const [analysis, analysisDetail] = rest;
      const facts = { type, bytes, sha256, seconds, channels, startedAt, analysis, analysisDetail };
      return toRecording({
        organisation,
        session,
        name,
        blob,
        state: "ready",
        ...facts,
        channelNames,
      });
    },

    async count(organisation, session) {
      return (await db.row<[number]>(COUNT, [organisation, session]))![0];
    },

    usage: (organisation) => db.objects<RecordingUsage>(USAGE, [organisation]),

    async list(organisation, session) {
      return (await db.objects<RecordingRow>(LIST, [organisation, session])).map(toRecording);
    },

    async expireLeases(leaseBefore) {
      await db.run(EXPIRE_LEASES, [leaseBefore]);
    },

    listPendingDeletes: () => db.objects<RecordingKey>(LIST_CONDEMNED),

    async delete({ organisation, blob }) {
      await db.run(DELETE, [organisation, blob, Date.now()]);
    },
  };
}

/** The columns that change, with their new values. */
function changesOf({ startedAt, channelNames }: StatedFacts): [string, string | number | null][] {
  return [
    ...(startedAt === undefined ? [] : [["started_at", startedAt] as [string, number | null]]),
    ...(channelNames === undefined
      ? []
      : [["channel_names", toJson(channelNames)] as [string, string | null]]),
  ];
}

/** Whether the ready recording with this name is the expected one. */
async function isExpected(
  sql: Sql,
  key: readonly [organisation: number, session: number, name: string],
  expected: string | null | undefined,
): Promise<boolean> {
  if (expected === undefined) return true;
  const ready = await sql.row<[string]>(READY_BLOB, key);
  return (ready?.[0] ?? null) === expected;
}
