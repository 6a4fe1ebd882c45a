import { isBetween, isOneOf } from "../clauses.js";
import type { Value } from "../database.js";
import { join, raw, selectRows, sql } from "../fragment.js";
import type { ListContext } from "../session-list/rows.js";
import { isCounted, type Selection } from "../session-list/selection.js";
import { allProfilesId } from "../session-profile.js";
import { THIRTY_DAYS, type TimeRange } from "../time-buckets.js";
import { localDay, splitAtUnits } from "./calendar.js";
import { fits, type Grain, grainOf } from "./grain.js";
import {
  chooseIndex,
  countedRows,
  type GroupSum,
  type GroupTimes,
  SESSIONS,
  type Summed,
  sessionRows,
  sumByGroup,
  TIMES,
} from "./sources.js";
import { type ZonePeriod, zonePeriods } from "./zone-periods.js";

/** SQLite limits a statement to 500 queries in a `UNION`. A period needs up to nine. */
const PERIODS_PER_STATEMENT = 50;

/**
 * Adds up the sessions of a selection by hour or day of a time zone. With a unit, which day of the unit is
 * undetermined.
 */
export const sumsByTime = (
  context: ListContext,
  selection: Selection,
  by: GroupingByTime,
): Promise<GroupSum[]> => addUp(SESSIONS, context, selection, by);

/** Adds up the times of the sessions of a selection in the same way. */
export const timesByTime = (
  context: ListContext,
  selection: Selection,
  by: GroupingByTime,
): Promise<GroupTimes[]> => addUp(TIMES, context, selection, by);

export interface GroupingByTime {
  readonly grain: Grain;
  readonly timeZone: string;
  readonly unit?: "week" | "month" | undefined;
}

async function addUp<R extends readonly Value[]>(
  summed: Summed,
  context: ListContext,
  selection: Selection,
  { grain, timeZone, unit }: GroupingByTime,
): Promise<R[]> {
  const index = isCounted(selection) ? undefined : await chooseIndex(summed, context, selection);
  const isSplit = unit !== undefined && index === undefined;
  const periods = (await storedRanges(context, selection))
    .flatMap((range) => zonePeriods(timeZone, range))
    .flatMap((period) => (isSplit ? splitAtUnits(unit, period) : [period]));
  const rowsIn = isSplit ? countedInUnit : countedIn;
  const sums: R[] = [];
  for (let start = 0; start < periods.length; start += PERIODS_PER_STATEMENT) {
    const part = periods.slice(start, start + PERIODS_PER_STATEMENT);
    const rows =
      index === undefined
        ? join(
            part.map((period) => rowsIn(summed, context, selection, grain, period)),
            " UNION ALL ",
          )
        : sessionRows(
            summed,
            context,
            { ...selection, time: { from: part[0]!.from, until: part.at(-1)!.until } },
            index,
            grainOf(grain, "timestamp", part),
          );
    sums.push(...(await selectRows<R>(context.db, sumByGroup(summed, rows))));
  }
  return sums;
}

/** The rows of a period that is in one unit, so that days of UTC are too, except at its edges. */
function countedInUnit(
  summed: Summed,
  context: ListContext,
  selection: Selection,
  _grain: Grain,
  period: ZonePeriod,
) {
  const sizes = summed.sizes(context, selection);
  const day = raw(String(localDay(period.from, period.offset)));
  return countedRows(summed, context, selection, period, sizes, {
    ofBucket: () => day,
    ofSession: day,
  });
}

function countedIn(
  summed: Summed,
  context: ListContext,
  selection: Selection,
  grain: Grain,
  period: ZonePeriod,
) {
  const sizes = summed.sizes(context, selection);
  const fitting = sizes.filter((size) => fits(grain, period.offset, size));
  return countedRows(summed, context, selection, period, fitting, {
    ofBucket: ({ width }) => grainOf(grain, `bucket * ${width}`, [period]),
    ofSession: grainOf(grain, "timestamp", [period]),
  });
}

/**
 * The parts of a time range that may have sessions of a selection: runs of 30-day buckets. A single session in a
 * wrong century costs nothing.
 */
async function storedRanges(
  { db, dialect, organisation }: ListContext,
  { isTest, time }: Selection,
): Promise<TimeRange[]> {
  const { id, width } = THIRTY_DAYS;
  const buckets = await selectRows<[number]>(
    db,
    sql`
      SELECT DISTINCT bucket FROM session_counts
      WHERE org_id = ${organisation}
        AND ${isOneOf(dialect, "profile_id", isTest.map(allProfilesId))} AND span = ${id}
        ${join(
          isBetween("bucket", Math.floor(time.from / width), Math.ceil(time.until / width)).map(
            (condition) => sql`AND ${condition}`,
          ),
          " ",
        )}
      ORDER BY bucket`,
  );
  const runs: { from: number; until: number }[] = [];
  for (const [bucket] of buckets) {
    const [from, until] = [bucket * width, (bucket + 1) * width];
    const last = runs.at(-1);
    if (last?.until === from) last.until = until;
    else runs.push({ from, until });
  }
  return runs
    .map(({ from, until }) => ({
      from: Math.max(from, time.from),
      until: Math.min(until, time.until),
    }))
    .filter(({ from, until }) => from < until);
}
