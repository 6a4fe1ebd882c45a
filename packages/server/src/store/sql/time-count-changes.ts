import type { Sql } from "./database.js";
import { type Bins, readBins } from "./measured-times.js";
import { type BucketSize, bucketOf, PROFILE_BUCKETS, SINGLE_BUCKET } from "./time-buckets.js";

const ADD_TO_COUNTS = `ON CONFLICT (org_id, profile_id, span, bucket, bin)
  DO UPDATE SET times = session_time_counts.times + excluded.times`;

/** The sizes of the buckets in which measured times are counted, by profile and of all profiles together. */
export const TIME_COUNT_BUCKETS: readonly BucketSize[] = PROFILE_BUCKETS;
const SIZES = [SINGLE_BUCKET, ...TIME_COUNT_BUCKETS];

/** The key of a bin, and by how much its number of times changes. */
type BinChange = [profile: number, span: number, bucket: number, bin: number, times: number];

/** The changes of the counts of measured times. */
export class TimeCountChanges {
  readonly #changes = new Map<string, BinChange>();

  /** Counts the times of a session under some ids of profiles. */
  count(
    profiles: readonly number[],
    timestamp: number,
    measured: string | null | undefined,
    sign: 1 | -1,
  ): void {
    if (!measured) return;
    const bins = readBins(measured);
    for (const profile of profiles) {
      for (const size of SIZES)
        this.#count(profile, size.id, bucketOf(size, timestamp), bins, sign);
    }
  }

  /** Writes the changes, in the same order in all transactions, to avoid deadlocks, and removes counts of 0. */
  async apply(sql: Sql, organisation: number): Promise<void> {
    const changes = [...this.#changes.values()].filter(([, , , , times]) => times !== 0);
    if (changes.length === 0) return;
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
    await sql.insert({
      table: "session_time_counts",
      columns: ["org_id", "profile_id", "span", "bucket", "bin", "times"],
      rows: changes.map((change) => [organisation, ...change]),
      tail: ADD_TO_COUNTS,
    });
    const reduced = changes.filter(([, , , , times]) => times < 0);
    if (reduced.length === 0) return;
    const { inList } = sql.dialect;
    const unique = (place: 0 | 2) => [...new Set(reduced.map((change) => change[place]))];
    // Any count of 0 may be removed, so combinations that did not change do no harm.
    await sql.run(
      `DELETE FROM session_time_counts WHERE org_id = ? AND ${inList("profile_id")}
         AND span IN (${SIZES.map(({ id }) => id).join(", ")}) AND ${inList("bucket")} AND times = 0`,
      [organisation, unique(0), unique(2)],
    );
  }

  #count(profile: number, span: number, bucket: number, bins: Bins, sign: 1 | -1): void {
    for (const [bin, times] of bins) {
      const key = `${profile} ${span} ${bucket} ${bin}`;
      const change = this.#changes.get(key);
      if (change) change[4] += sign * times;
      else this.#changes.set(key, [profile, span, bucket, bin, sign * times]);
    }
  }
}
