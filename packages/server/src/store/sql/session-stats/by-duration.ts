import { DURATION_BUCKETS } from "../duration-buckets.js";
import { join, raw, selectRows, sql } from "../fragment.js";
import type { ListContext } from "../session-list/rows.js";
import { hasTimeRange, isUnfiltered, type Selection } from "../session-list/selection.js";
import { allProfilesId } from "../session-profile.js";
import { type BucketSize, SINGLE_BUCKET } from "../time-buckets.js";
import {
  bucketRows,
  chooseIndex,
  type GroupSum,
  SESSIONS,
  sessionRows,
  sumByGroup,
} from "./sources.js";

/** Where groups of durations begin, in seconds. The first also has what is shorter. */
export const DURATION_GROUPS = [0, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600] as const;

const [, MINUTES, SECONDS] = DURATION_BUCKETS as [BucketSize, BucketSize, BucketSize];
const BEGIN_OF_MINUTES = 60;
const NO_DURATION = raw("NULL");

/** Adds up the sessions of a selection by duration. Stored counts by duration have no other filter. */
export async function sumsByDuration(
  context: ListContext,
  selection: Selection,
): Promise<GroupSum<number | null>[]> {
  if (isUnfiltered(selection) && !hasTimeRange(selection)) return storedSums(context, selection);
  const index = await chooseIndex(SESSIONS, context, selection);
  const rows = sessionRows(SESSIONS, context, selection, index, groupOf("duration"));
  return selectRows(context.db, sumByGroup(SESSIONS, rows));
}

/** An expression for the group of a duration. */
const groupOf = (duration: string) =>
  raw(`CASE WHEN ${duration} IS NULL THEN NULL
    ${DURATION_GROUPS.slice(1)
      .map((next, index) => `WHEN ${duration} < ${next} THEN ${DURATION_GROUPS[index]}`)
      .join(" ")} ELSE ${DURATION_GROUPS.at(-1)} END`);

async function storedSums(
  context: ListContext,
  { isTest }: Selection,
): Promise<GroupSum<number | null>[]> {
  const ids = isTest.map(allProfilesId);
  const [first, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const seconds = { size: SECONDS, first, end: BEGIN_OF_MINUTES };
  const minutes = { size: MINUTES, first: 1, end };
  const all = { size: SINGLE_BUCKET, first: 0, end: 1 };
  const rows = [
    bucketRows(SESSIONS, context, ids, seconds, groupOf("bucket")),
    bucketRows(SESSIONS, context, ids, minutes, groupOf(`(bucket * ${BEGIN_OF_MINUTES})`)),
    // What no bucket of durations has is without a duration.
    sql`SELECT ${NO_DURATION} AS grp, sessions, 0 AS duration_us
      FROM (${bucketRows(SESSIONS, context, ids, all, NO_DURATION)}) AS total`,
    ...[seconds, minutes].map(
      (range) => sql`SELECT ${NO_DURATION} AS grp, -sessions, 0 AS duration_us
        FROM (${bucketRows(SESSIONS, context, ids, range, NO_DURATION)}) AS counted`,
    ),
  ];
  const sums = await selectRows<GroupSum<number | null>>(
    context.db,
    sumByGroup(SESSIONS, join(rows, " UNION ALL ")),
  );
  return sums.filter(([, sessions]) => sessions > 0);
}
