import type { Sql, ValueProperty } from "./database.js";
import { DURATION_BUCKETS } from "./duration-buckets.js";
import { ALL_PROFILES_BUCKETS, SINGLE_BUCKET } from "./time-buckets.js";

/** What a transaction may have removed the last session of. */
export interface RemovalCandidates {
  /** Counts that were reduced. */
  readonly counts: readonly { readonly profile: number; readonly bucket: number }[];
  /** Profiles that sessions have left. */
  readonly profiles: readonly number[];
  /** Values of which a session was removed. */
  readonly values: readonly number[];
  /** The times of the sessions that were the newest of such a value, in microseconds since 1970. */
  readonly newest: readonly number[];
}

/** The keys of removed entries. */
export interface RemovedEntries {
  readonly profiles: readonly string[];
  readonly values: Readonly<Record<ValueProperty, readonly string[]>>;
}

const SPANS = [SINGLE_BUCKET, ...ALL_PROFILES_BUCKETS, ...DURATION_BUCKETS]
  .map(({ id }) => id)
  .join(", ");
const newestBy = (column: "source_id" | "target_id"): string => `(SELECT timestamp FROM sessions s
  WHERE s.org_id = ? AND s.${column} = value_id
  ORDER BY timestamp DESC NULLS LAST LIMIT 1)`;

/**
 * Removes the counts, values and profiles that no session uses any more. Call it after the counts are
 * reduced, which locks them until the transaction ends: a concurrent transaction that adds a session
 * of a removed entry waits, and then finds with `requireEntries` that the entry is gone.
 */
export async function removeUnused(
  sql: Sql,
  organisation: number,
  { counts, profiles, values, newest }: RemovalCandidates,
): Promise<RemovedEntries> {
  const removed = {
    profiles: [] as string[],
    values: { source: [] as string[], target: [] as string[] },
  };
  if (counts.length > 0 || profiles.length > 0) {
    removed.profiles = await removeProfiles(sql, organisation, counts, profiles);
  }
  if (values.length === 0) return removed;
  const unused = await sql.run(
    `DELETE FROM session_value_counts
     WHERE org_id = ? AND ${sql.dialect.inList("value_id")} AND sessions = 0 AND tests = 0`,
    [organisation, values],
  );
  if (unused > 0) removed.values = await removeValues(sql, organisation, values);
  if (newest.length > 0 && unused < values.length) {
    await sql.run(
      `UPDATE session_value_counts
       SET newest = coalesce(${newestBy("source_id")}, ${newestBy("target_id")}, 0)
       WHERE org_id = ? AND ${sql.dialect.inList("value_id")} AND ${sql.dialect.inList("newest")}`,
      [organisation, organisation, organisation, values, newest],
    );
  }
  return removed;
}

async function removeProfiles(
  sql: Sql,
  organisation: number,
  counts: RemovalCandidates["counts"],
  left: readonly number[],
): Promise<string[]> {
  const { inList } = sql.dialect;
  const reduced = unique(counts.map(({ profile }) => profile));
  // Any count of 0 may be removed, so combinations that did not change do no harm.
  const removed = await sql.run(
    `DELETE FROM session_counts WHERE org_id = ? AND ${inList("profile_id")}
       AND span IN (${SPANS}) AND ${inList("bucket")} AND sessions = 0`,
    [organisation, reduced, unique(counts.map(({ bucket }) => bucket))],
  );
  if (removed === 0 && left.length === 0) return [];
  const profiles = unique([...reduced, ...left]);
  const unused = await sql.rows<[number, string]>(
    `SELECT id, key FROM session_profiles p
     WHERE org_id = ? AND ${inList("id")} AND NOT EXISTS (
       SELECT 1 FROM session_counts c WHERE c.org_id = ? AND c.profile_id = p.id
         AND c.span = ${SINGLE_BUCKET.id} AND c.bucket = 0)`,
    [organisation, profiles, organisation],
  );
  await deleteEntries(sql, "session_profiles", organisation, unused);
  return unused.map(([, key]) => key);
}

async function removeValues(
  sql: Sql,
  organisation: number,
  values: readonly number[],
): Promise<Record<ValueProperty, string[]>> {
  const unused = await sql.rows<[number, string, ValueProperty]>(
    `SELECT id, key, property FROM session_values v
     WHERE org_id = ? AND ${sql.dialect.inList("id")} AND NOT EXISTS (
       SELECT 1 FROM session_value_counts c WHERE c.org_id = ? AND c.value_id = v.id)`,
    [organisation, values, organisation],
  );
  const removed: Record<ValueProperty, string[]> = { source: [], target: [] };
  const { unindexValues } = sql.dialect;
  for (const property of ["source", "target"] as const) {
    const rows = unused.filter(([, , of]) => of === property);
    removed[property] = rows.map(([, key]) => key);
    if (!unindexValues || rows.length === 0) continue;
    await sql.run(unindexValues(property), [rows.map(([id]) => id)]);
  }
  await deleteEntries(sql, "session_values", organisation, unused);
  return removed;
}

async function deleteEntries(
  sql: Sql,
  table: "session_profiles" | "session_values",
  organisation: number,
  entries: readonly (readonly [id: number, ...unknown[]])[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql.run(`DELETE FROM ${table} WHERE org_id = ? AND ${sql.dialect.inList("id")}`, [
    organisation,
    entries.map(([id]) => id),
  ]);
}

/**
 * How many of these entries no longer exist, because a concurrent transaction removed them. Call it
 * after their counts are increased: they then cannot be removed until the transaction ends.
 */
async function countMissing(
  sql: Sql,
  organisation: number,
  profiles: ReadonlySet<number>,
  values: ReadonlySet<number>,
): Promise<number> {
  const count = (table: string) =>
    `(SELECT count(*) FROM ${table} WHERE org_id = ? AND ${sql.dialect.inList("id")})`;
  const found = await sql.row<[number, number]>(
    `SELECT ${count("session_profiles")}, ${count("session_values")}`,
    [organisation, [...profiles], organisation, [...values]],
  );
  return profiles.size + values.size - found![0] - found![1];
}

const unique = (numbers: readonly number[]): number[] => [...new Set(numbers)];

/** Profiles or values of the written sessions were removed by a concurrent transaction. */
export class EntriesRemovedError extends Error {}

/**
 * Checks that the profiles and values of the written sessions still exist. Call it after the counts are
 * written, which waits for concurrent transactions that remove them.
 * @throws {EntriesRemovedError} if one was removed
 */
export async function requireEntries(
  sql: Sql,
  organisation: number,
  rows: readonly { profile: number; source: number; target: number }[],
): Promise<void> {
  // Without concurrent transactions, all entries that were resolved exist.
  if (rows.length === 0 || sql.dialect.otherCommits !== undefined) return;
  const profiles = new Set(rows.map(({ profile }) => profile));
  const values = new Set(rows.flatMap(({ source, target }) => [source, target]));
  const missing = await countMissing(sql, organisation, profiles, values);
  if (missing > 0) throw new EntriesRemovedError();
}
