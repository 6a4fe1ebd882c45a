import { type AssessedLabel, type Assessment, type MeasuredTimes, UNASSESSED } from "../port.js";
import type { Sql } from "./database.js";
import { lockSessions } from "./lock-sessions.js";
import { withTimes } from "./measured-times.js";
import { CountChanges } from "./session-counts.js";
import { type Profile, profileOf } from "./session-profile.js";
import type { SessionRows } from "./session-rows.js";

type Flag = 0 | 1 | null;

/** The assessments that profiles have, by their ids. Profiles without one are left out. */
export async function assessmentsOf(
  sql: Sql,
  organisation: number,
  profiles: readonly number[],
): Promise<Map<number, Assessment>> {
  if (profiles.length === 0) return new Map();
  const rows = await sql.rows<[number, AssessedLabel, Flag, Flag]>(
    `SELECT id, label, tool_errors, audio_faults FROM session_profiles
     WHERE org_id = ? AND ${sql.dialect.inList("id")}
       AND (label <> '${UNASSESSED.label}' OR tool_errors IS NOT NULL OR audio_faults IS NOT NULL)`,
    [organisation, [...new Set(profiles)]],
  );
  return new Map(
    rows.map(([id, label, toolErrors, audioFaults]) => [
      id,
      { label, toolErrors: toBoolean(toolErrors), audioFaults: toBoolean(audioFaults) },
    ]),
  );
}

const toBoolean = (flag: Flag): boolean | null => (flag === null ? null : flag === 1);

/** The assessment of a session. */
export interface Findings extends Partial<Assessment> {
  readonly times?: Partial<MeasuredTimes>;
}

/**
 * Changes the assessments and measured times of sessions that exist, and counts the sessions under their new profiles.
 * Call it last in a transaction: others wait for the counts.
 * @returns a function to call once the transaction is committed: it caches ids
 */
export async function assess(
  sql: Sql,
  sessionRows: SessionRows,
  organisation: number,
  changes: ReadonlyMap<number, Findings>,
): Promise<() => void> {
  const sessions = await lockSessions(sql, organisation, [...changes.keys()]);
  const before = await assessmentsOf(
    sql,
    organisation,
    [...sessions.values()].map(({ profile }) => profile),
  );
  const assessments = new Map<number, Assessment>();
  const measured = new Map<number, string | null>();
  for (const [id, session] of sessions) {
    const old = before.get(session.profile) ?? UNASSESSED;
    const { times = {}, ...change } = changes.get(id)!;
    const assessment = { ...old, ...change };
    if (!isEqual(old, assessment)) assessments.set(id, assessment);
    const stored = session.measured ?? null;
    const after = withTimes(stored, times);
    if (after !== stored) measured.set(id, after);
  }
  if (assessments.size === 0 && measured.size === 0) return () => undefined;
  const profiles = await profilesOf(sql, organisation, assessments);
  const resolved = await sessionRows.resolveProfiles(sql, organisation, [...profiles.values()]);
  const counts = new CountChanges();
  const moved = new Map<number, number[]>();
  for (const [id, { key }] of profiles) {
    const profile = resolved.ids.get(key)!;
    counts.move(sessions.get(id)!, profile);
    moved.set(profile, [...(moved.get(profile) ?? []), id]);
  }
  for (const [id, after] of measured) {
    const session = sessions.get(id)!;
    const key = profiles.get(id)?.key;
    const profile = key === undefined ? session.profile : resolved.ids.get(key)!;
    counts.measure({ ...session, profile }, -1);
    counts.measure({ ...session, profile, measured: after }, 1);
    await sql.run("UPDATE sessions SET measured = ? WHERE org_id = ? AND session_id = ?", [
      after,
      organisation,
      id,
    ]);
  }
  for (const [profile, ids] of moved) {
    await sql.run(
      `UPDATE sessions SET profile_id = ? WHERE org_id = ? AND ${sql.dialect.inList("session_id")}`,
      [profile, organisation, ids],
    );
  }
  const removed = await counts.apply(sql, organisation);
  sessionRows.forget(organisation, removed);
  return () => {
    resolved.remember();
    sessionRows.forget(organisation, removed);
  };
}

/** The profiles of sessions with these assessments. */
async function profilesOf(
  sql: Sql,
  organisation: number,
  assessments: ReadonlyMap<number, Assessment>,
): Promise<Map<number, Profile>> {
  if (assessments.size === 0) return new Map();
  const rows = await sql.rows<[number, string]>(
    `SELECT session_id, wire FROM sessions WHERE org_id = ? AND ${sql.dialect.inList("session_id")}`,
    [organisation, [...assessments.keys()]],
  );
  return new Map(
    rows.map(([id, wire]) => {
      const properties: Readonly<Record<string, unknown>> = JSON.parse(wire);
      const session = { isTest: properties.is_test === true, properties };
      return [id, profileOf(session, assessments.get(id))];
    }),
  );
}

const isEqual = (one: Assessment, other: Assessment): boolean =>
  one.label === other.label &&
  one.toolErrors === other.toolErrors &&
  one.audioFaults === other.audioFaults;
