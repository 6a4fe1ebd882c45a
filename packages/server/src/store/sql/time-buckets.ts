/** Sessions are counted in buckets of these sizes. Widths are in microseconds. */
export interface BucketSize {
  /** The column `span` of `session_counts`. */
  readonly id: number;
  readonly width: number;
}

const HOUR_WIDTH = 3_600_000_000;

/** One bucket that holds all of time; its number is 0. */
export const SINGLE_BUCKET: BucketSize = { id: 0, width: Number.POSITIVE_INFINITY };
export const THIRTY_DAYS: BucketSize = { id: 1, width: 720 * HOUR_WIDTH };
export const DAY: BucketSize = { id: 2, width: 24 * HOUR_WIDTH };
export const HOUR: BucketSize = { id: 3, width: HOUR_WIDTH };
/** The offset of every time zone in use is a multiple of it, so that its hours and days begin with one. */
export const QUARTER_HOUR: BucketSize = { id: 7, width: HOUR_WIDTH / 4 };

/** The sizes in which each profile is counted, the widest first. */
export const PROFILE_BUCKETS: readonly BucketSize[] = [THIRTY_DAYS, DAY, QUARTER_HOUR];
/** The sizes in which all profiles together are counted, the widest first. */
export const ALL_PROFILES_BUCKETS: readonly BucketSize[] = [THIRTY_DAYS, DAY, HOUR, QUARTER_HOUR];

export const bucketOf = (size: BucketSize, timestamp: number): number =>
  size.id === SINGLE_BUCKET.id ? 0 : Math.floor(timestamp / size.width);

/** Consecutive full buckets of one size: `first` is included, `end` is not. */
export interface BucketRange {
  readonly size: BucketSize;
  readonly first: number;
  readonly end: number;
}

/** Microseconds since 1970: `from` is included, `until` is not. Either may be infinite. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** Splits a time range into as few full buckets as possible, and the edges that fill no bucket. */
export function splitIntoBuckets(
  range: TimeRange,
  sizes: readonly BucketSize[],
): { buckets: BucketRange[]; edges: TimeRange[] } {
  const { from, until } = range;
  if (from >= until) return { buckets: [], edges: [] };
  const [size, ...finer] = sizes;
  if (!size) return { buckets: [], edges: [range] };
  const first = Math.ceil(from / size.width);
  const end = Math.floor(until / size.width);
  if (first >= end) return splitIntoBuckets(range, finer);
  const before = splitIntoBuckets({ from, until: first * size.width }, finer);
  const after = splitIntoBuckets({ from: end * size.width, until }, finer);
  return {
    buckets: [{ size, first, end }, ...before.buckets, ...after.buckets],
    edges: [...before.edges, ...after.edges],
  };
}
