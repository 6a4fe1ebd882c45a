import { countedDuration } from "./counted-duration.js";
import type { Sql } from "./database.js";
import { DURATION_BUCKETS, durationBucketOf } from "./duration-buckets.js";
import { allProfilesId } from "./session-profile.js";
import type { CountedSession } from "./session-rows.js";
import {
  ALL_PROFILES_BUCKETS,
  type BucketSize,
  bucketOf,
  PROFILE_BUCKETS,
  SINGLE_BUCKET,
} from "./time-buckets.js";
import { TimeCountChanges } from "./time-count-changes.js";
import { together } from "./together.js";
import { type RemovedEntries, removeUnused, requireEntries } from "./unused-entries.js";

const ADD_TO_COUNTS = `ON CONFLICT (org_id, profile_id, span, bucket)
  DO UPDATE SET sessions = session_counts.sessions + excluded.sessions,
    duration_us = session_counts.duration_us + excluded.duration_us`;
const ADD_TO_VALUE_COUNTS = `ON CONFLICT (org_id, value_id) DO UPDATE SET
  sessions = session_value_counts.sessions + excluded.sessions,
  tests = session_value_counts.tests + excluded.tests,
  newest = CASE WHEN excluded.newest > session_value_counts.newest
    THEN excluded.newest ELSE session_value_counts.newest END`;
/** Earlier than any time: a removed session does not change `newest`, which is updated afterwards. */
const NO_TIME = Number.MIN_SAFE_INTEGER;

/** By how much the number of the sessions in a bucket changes, and their total duration. */
interface BucketChange {
  readonly profile: number;
  readonly span: number;
  readonly bucket: number;
  sessions: number;
  duration: number;
}

type Change = Pick<BucketChange, "sessions" | "duration">;

const changeOf = ({ duration }: CountedSession, sign: 1 | -1): Change => ({
  sessions: sign,
  duration: sign * countedDuration(duration),
});

interface ValueChanges {
  sessions: number;
  tests: number;
  /** The newest sessions that were added and removed, in microseconds since 1970. */
  added: number;
  removed: number;
}

/** The changes of an organisation's counts by sessions that are added and removed. */
export class CountChanges {
  readonly #counts = new Map<string, BucketChange>();
  readonly #values = new Map<number, ValueChanges>();
  readonly #times = new TimeCountChanges();
  readonly #added: CountedSession[] = [];
  /** Profiles of sessions that were moved. */
  readonly #left = new Set<number>();

  add(session: CountedSession): void {
    this.#added.push(session);
    this.#change(session, 1);
  }

  remove(session: CountedSession): void {
    this.#change(session, -1);
  }

  /** Counts a session that was added, in this transaction or before, under another profile. */
  move(session: CountedSession, profile: number): void {
    this.#left.add(session.profile);
    this.#added.push({ ...session, profile });
    for (const [id, sign] of [
      [session.profile, -1],
      [profile, 1],
    ] as const) {
      this.#countTime(id, PROFILE_BUCKETS, session.timestamp, changeOf(session, sign));
      this.#times.count([id], session.timestamp, session.measured, sign);
    }
  }

  /** Counts the times that were measured in a session, which is counted apart from them. */
  measure({ profile, isTest, timestamp, measured }: CountedSession, sign: 1 | -1): void {
    this.#times.count([profile, allProfilesId(isTest)], timestamp, measured, sign);
  }

  /**
   * Writes the changes, in the same order in all transactions, to avoid deadlocks, and removes what
   * no session uses any more. Call it last in a transaction: others wait for these rows.
   * @throws {EntriesRemovedError} if an entry of an added session was removed
   */
  async apply(sql: Sql, organisation: number): Promise<RemovedEntries> {
    await together([
      this.#writeCounts(sql, organisation),
      this.#writeValueCounts(sql, organisation),
      this.#times.apply(sql, organisation),
      requireEntries(sql, organisation, this.#added),
    ]);
    const values = [...this.#values].filter(
      ([, { sessions, tests, added, removed }]) => sessions < 0 || tests < 0 || removed > added,
    );
    return removeUnused(sql, organisation, {
      counts: [...this.#counts.values()].filter(({ sessions }) => sessions < 0),
      profiles: [...this.#left],
      values: values.map(([value]) => value),
      newest: values.filter(([, one]) => one.removed > one.added).map(([, one]) => one.removed),
    });
  }

  async #writeCounts(sql: Sql, organisation: number): Promise<void> {
    const counts = [...this.#counts.values()]
      .filter(({ sessions, duration }) => sessions !== 0 || duration !== 0)
      .sort((a, b) => a.profile - b.profile || a.span - b.span || a.bucket - b.bucket);
    await sql.insert({
      table: "session_counts",
      columns: ["org_id", "profile_id", "span", "bucket", "sessions", "duration_us"],
      rows: counts.map((count) => [
        organisation,
        count.profile,
        count.span,
        count.bucket,
        count.sessions,
        count.duration,
      ]),
      tail: ADD_TO_COUNTS,
    });
  }

  async #writeValueCounts(sql: Sql, organisation: number): Promise<void> {
    const values = [...this.#values].sort(([a], [b]) => a - b);
    await sql.insert({
      table: "session_value_counts",
      columns: ["org_id", "value_id", "sessions", "tests", "newest"],
      rows: values.map(([value, { sessions, tests, added }]) => [
        organisation,
        value,
        sessions,
        tests,
        added,
      ]),
      tail: ADD_TO_VALUE_COUNTS,
    });
  }

  #change(session: CountedSession, sign: 1 | -1): void {
    const { profile, isTest, timestamp, duration, source, target } = session;
    const all = allProfilesId(isTest);
    const by = changeOf(session, sign);
    this.#countTime(profile, PROFILE_BUCKETS, timestamp, by);
    this.#countTime(all, ALL_PROFILES_BUCKETS, timestamp, by);
    this.measure(session, sign);
    if (duration !== null) {
      for (const size of DURATION_BUCKETS) {
        this.#count(all, size, durationBucketOf(size, duration), by);
      }
    }
    for (const value of [source, target]) {
      const changes = this.#values.get(value) ?? {
        sessions: 0,
        tests: 0,
        added: NO_TIME,
        removed: NO_TIME,
      };
      changes[isTest ? "tests" : "sessions"] += sign;
      const change = sign > 0 ? "added" : "removed";
      changes[change] = Math.max(changes[change], timestamp);
      this.#values.set(value, changes);
    }
  }

  #countTime(profile: number, sizes: readonly BucketSize[], timestamp: number, by: Change): void {
    this.#count(profile, SINGLE_BUCKET, bucketOf(SINGLE_BUCKET, timestamp), by);
    for (const size of sizes) this.#count(profile, size, bucketOf(size, timestamp), by);
  }

  #count(profile: number, size: BucketSize, bucket: number, by: Change): void {
    const key = `${profile} ${size.id} ${bucket}`;
    const count = this.#counts.get(key);
    if (count) {
      count.sessions += by.sessions;
      count.duration += by.duration;
    } else this.#counts.set(key, { profile, span: size.id, bucket, ...by });
  }
}
