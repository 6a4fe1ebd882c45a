import type { Bound, NumberRange } from "../port/number-range.js";
import { MAX_DURATION } from "./counted-duration.js";
import { type BucketRange, type BucketSize, splitIntoBuckets } from "./time-buckets.js";

/** Sessions are counted by duration in buckets of these sizes, the widest first. Widths are in seconds. */
export const DURATION_BUCKETS: readonly BucketSize[] = [
  { id: 6, width: 3_600 },
  { id: 5, width: 60 },
  { id: 4, width: 1 },
];

/** Longer durations are counted with this one, and negative ones likewise. Only open ranges include these two buckets. */
const LIMIT = MAX_DURATION;
const HALF_SECOND = 0.5;

/** The bucket of a duration. It begins at a whole second, so that the buckets of all sizes agree. */
export const durationBucketOf = ({ width }: BucketSize, duration: number): number =>
  Math.floor(Math.max(-LIMIT, Math.min(LIMIT, Math.floor(duration))) / width);

/** Durations that fill no bucket. If `sign` is -1, the buckets have them, but the range does not. */
export interface DurationEdge {
  readonly range: NumberRange;
  readonly sign: 1 | -1;
}

export interface SplitDurations {
  readonly buckets: readonly BucketRange[];
  readonly edges: readonly DurationEdge[];
}

/** Splits a range of durations into as few full buckets as possible, and edges of at most half a second. */
export function splitDurations(range: NumberRange): SplitDurations {
  const lower = lowerEdge(range.min);
  const upper = upperEdge(range.max);
  const isShort = lower.first >= upper.end;
  const isBeyond = lower.first > LIMIT || upper.end <= -LIMIT;
  if (isShort || isBeyond) return { buckets: [], edges: [{ range, sign: 1 }] };
  const [from, until] = [lower.from, upper.until];
  const { buckets } = splitIntoBuckets({ from, until }, DURATION_BUCKETS);
  return { buckets, edges: [lower.edge, upper.edge].filter((edge) => edge !== undefined) };
}

const begin = (value: number): Bound => ({ value, inclusive: true });
const end = (value: number): Bound => ({ value, inclusive: false });
const opposite = ({ value, inclusive }: Bound): Bound => ({ value, inclusive: !inclusive });

/** Where the whole seconds of a range begin, where its buckets begin, and what is between. */
function lowerEdge(min: Bound | undefined) {
  if (!min) return { first: Number.NEGATIVE_INFINITY, from: Number.NEGATIVE_INFINITY };
  const whole = min.inclusive ? Math.ceil(min.value) : Math.floor(min.value) + 1;
  const first = Math.max(whole, 1 - LIMIT);
  if (min.inclusive && min.value === first) return { first, from: first };
  const before = first - 1;
  if (before <= -LIMIT || min.value - before >= HALF_SECOND) {
    const edge: DurationEdge = { range: { min, max: end(first) }, sign: 1 };
    return { first, from: first, edge };
  }
  const edge: DurationEdge = { range: { min: begin(before), max: opposite(min) }, sign: -1 };
  return { first, from: before, edge };
}

/** Where the whole seconds of a range end, where its buckets end, and what is between. */
function upperEdge(max: Bound | undefined) {
  if (!max) return { end: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const last = Math.min(Math.floor(max.value), LIMIT);
  if (!max.inclusive && max.value === last) return { end: last, until: last };
  if (last === LIMIT || max.value - last < HALF_SECOND) {
    const edge: DurationEdge = { range: { min: begin(last), max }, sign: 1 };
    return { end: last, until: last, edge };
  }
  const edge: DurationEdge = { range: { min: opposite(max), max: end(last + 1) }, sign: -1 };
  return { end: last, until: last + 1, edge };
}
