import { type Fragment, raw } from "../fragment.js";
import { type BucketSize, DAY, HOUR } from "../time-buckets.js";
import type { ZonePeriod } from "./zone-periods.js";

/**
 * What sessions are grouped by in SQL: the hour by its start, in microseconds since 1970; the hour of the day,
 * from 0; or the local day, in days since 1970.
 */
export type Grain = "hour" | "hour_of_day" | "day";

/** Added to times, so that they are positive: division rounds toward zero. It is a whole number of days. */
const SHIFT_DAYS = 1_000_000;
const SHIFT = BigInt(SHIFT_DAYS) * BigInt(DAY.width);
const HOURS_PER_DAY = 24;

/** Whether each bucket of a size is in one group, at an offset from UTC. */
export const fits = (grain: Grain, offset: number, { width }: BucketSize): boolean =>
  width <= (grain === "day" ? DAY : HOUR).width && offset % width === 0;

/** An expression for the group of a time, which is an expression too. */
export function grainOf(grain: Grain, time: string, periods: readonly ZonePeriod[]): Fragment {
  const shift = shiftOf(periods);
  const local = `(${time} + ${shift})`;
  switch (grain) {
    case "hour":
      return raw(`${local} / ${HOUR.width} * ${HOUR.width} - ${shift}`);
    case "hour_of_day":
      return raw(`${local} / ${HOUR.width} % ${HOURS_PER_DAY}`);
    case "day":
      return raw(`${local} / ${DAY.width} - ${SHIFT_DAYS}`);
  }
}

/** The offset at a row of `sessions`, plus `SHIFT`. Whole numbers above 2^53 are exact as text only. */
function shiftOf(periods: readonly ZonePeriod[]): string {
  const shifts = periods.map(({ offset }) => String(SHIFT + BigInt(offset)));
  const last = shifts.at(-1)!;
  if (shifts.every((shift) => shift === last)) return last;
  const cases = shifts
    .slice(0, -1)
    .map((shift, index) => `WHEN timestamp < ${periods[index]!.until} THEN ${shift}`);
  return `CASE ${cases.join(" ")} ELSE ${last} END`;
}
