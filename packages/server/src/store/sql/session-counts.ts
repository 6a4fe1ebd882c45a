import type { Sql } from "./database.js";
import { allProfilesId } from "./session-profile.js";
import type { CountedSession } from "./session-rows.js";
import {
  ALL_PROFILES_BUCKETS,
  type BucketSize,
  bucketOf,
  PROFILE_BUCKETS,
  SINGLE_BUCKET,
} from "./time-buckets.js";

const ADD_TO_COUNTS = `ON CONFLICT (org_id, profile_id, span, bucket)
  DO UPDATE SET sessions = session_counts.sessions + excluded.sessions`;
const ADD_TO_VALUE_COUNTS = `ON CONFLICT (org_id, value_id) DO UPDATE SET
  sessions = session_value_counts.sessions + excluded.sessions,
  tests = session_value_counts.tests + excluded.tests,
  newest = CASE WHEN excluded.newest > session_value_counts.newest
    THEN excluded.newest ELSE session_value_counts.newest END`;
/** Less than any time, so that a deleted session leaves `newest` as it is: late rather than early. */
const NSINGLE_BUCKET = Number.MIN_SAFE_INTEGER;

/** The changes of an organisation's counts by sessions that are added and removed. */
export class CountChanges {
  readonly #counts = new Map<string, [profile: number, span: number, bucket: number, by: number]>();
  readonly #values = new Map<number, [sessions: number, tests: number, newest: number]>();

  add(session: CountedSession): void {
    this.#change(session, 1);
  }

  remove(session: CountedSession): void {
    this.#change(session, -1);
  }

  /**
   * Writes the changes, in the same order in all transactions, to avoid deadlocks. Call it last in a
   * transaction: others wait for these rows.
   */
  async apply(sql: Sql, organisation: number): Promise<void> {
    const counts = [...this.#counts.values()]
      .filter(([, , , by]) => by !== 0)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    await sql.insert({
      table: "session_counts",
      columns: ["org_id", "profile_id", "span", "bucket", "sessions"],
      rows: counts.map((count) => [organisation, ...count]),
      tail: ADD_TO_COUNTS,
    });
    const values = [...this.#values]
      .filter(
        ([, [sessions, tests, newest]]) => sessions !== 0 || tests !== 0 || newest > NSINGLE_BUCKET,
      )
      .sort(([a], [b]) => a - b);
    await sql.insert({
      table: "session_value_counts",
      columns: ["org_id", "value_id", "sessions", "tests", "newest"],
      rows: values.map(([value, changes]) => [organisation, value, ...changes]),
      tail: ADD_TO_VALUE_COUNTS,
    });
  }

  #change(session: CountedSession, by: 1 | -1): void {
    const { profile, isTest, timestamp, source, target } = session;
    this.#count(profile, SINGLE_BUCKET, timestamp, by);
    for (const size of PROFILE_BUCKETS) this.#count(profile, size, timestamp, by);
    this.#count(allProfilesId(isTest), SINGLE_BUCKET, timestamp, by);
    for (const size of ALL_PROFILES_BUCKETS)
      this.#count(allProfilesId(isTest), size, timestamp, by);
    for (const value of [source, target]) {
      const changes = this.#values.get(value) ?? [0, 0, NSINGLE_BUCKET];
      changes[isTest] += by;
      if (by > 0) changes[2] = Math.max(changes[2], timestamp);
      this.#values.set(value, changes);
    }
  }

  #count(profile: number, size: BucketSize, timestamp: number, by: number): void {
    const bucket = bucketOf(size, timestamp);
    const key = `${profile} ${size.id} ${bucket}`;
    const count = this.#counts.get(key);
    if (count) count[3] += by;
    else this.#counts.set(key, [profile, size.id, bucket, by]);
  }
}
