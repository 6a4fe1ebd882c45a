import { COUNTED_DURATION, LIMITED_DURATION } from "./counted-duration.js";
import type { Sql } from "./database.js";
import { DURATION_BUCKETS } from "./duration-buckets.js";
import type { Progress } from "./migration.js";
import { allProfilesId } from "./session-profile.js";
import {
  type BucketSize,
  DAY,
  HOUR,
  QUARTER_HOUR,
  SINGLE_BUCKET,
  THIRTY_DAYS,
} from "./time-buckets.js";

const INSERT = `INSERT INTO session_counts
  (org_id, profile_id, span, bucket, sessions, duration_us)`;
const ALL_PROFILES = `CASE is_test WHEN 1 THEN ${allProfilesId(1)} ELSE ${allProfilesId(0)} END`;

/** The number of the bucket that a whole number is in. Division rounds toward zero, so it gets a multiple. */
const bucketOf = (value: string, width: number): string =>
  `(${value} - ((${value} % ${width}) + ${width}) % ${width}) / ${width}`;

/** Counts the stored sessions under an id, in buckets of one size. */
const countRows = (id: string, size: BucketSize, bucket: string, condition = "TRUE"): string =>
  `${INSERT}
   SELECT org_id, ${id}, ${size.id}, ${bucket}, count(*), sum(${COUNTED_DURATION})
   FROM sessions WHERE ${condition} GROUP BY 1, 2, 4`;

/** Adds up the counts in buckets of one size to those of a larger size. */
const addUp = (from: BucketSize, to: BucketSize, condition = "TRUE"): string =>
  `${INSERT}
   SELECT org_id, profile_id, ${to.id},
     ${Number.isFinite(to.width) ? bucketOf("bucket", to.width / from.width) : "0"},
     CAST(sum(sessions) AS BIGINT), sum(duration_us)
   FROM session_counts WHERE span = ${from.id} AND ${condition} GROUP BY 1, 2, 4`;

const inQuarters = bucketOf("timestamp", QUARTER_HOUR.width);
const [inHours, inMinutes, inSeconds] = DURATION_BUCKETS as [BucketSize, BucketSize, BucketSize];

const STEPS: readonly string[] = [
  "DELETE FROM session_counts",
  countRows("profile_id", QUARTER_HOUR, inQuarters),
  countRows(ALL_PROFILES, QUARTER_HOUR, inQuarters),
  addUp(QUARTER_HOUR, HOUR, `profile_id IN (${allProfilesId(0)}, ${allProfilesId(1)})`),
  addUp(QUARTER_HOUR, DAY),
  addUp(DAY, THIRTY_DAYS),
  addUp(THIRTY_DAYS, SINGLE_BUCKET),
  countRows(
    ALL_PROFILES,
    inSeconds,
    `CAST(floor(${LIMITED_DURATION}) AS BIGINT)`,
    "duration IS NOT NULL",
  ),
  addUp(inSeconds, inMinutes),
  addUp(inMinutes, inHours),
];

/** A migration step that counts the stored sessions again. */
export async function recountSessions(sql: Sql, progress: Progress): Promise<void> {
  for (const [index, statement] of STEPS.entries()) {
    progress(`counting the stored sessions: step ${index + 1} of ${STEPS.length}`);
    await sql.run(statement);
  }
}
