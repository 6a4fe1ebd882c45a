/** The spans of time that sessions are counted by, the widest first. Widths are in microseconds. */
const HOUR = 3_600_000_000;

export interface Span {
  readonly id: number;
  readonly width: number;
}

/** All of time, as one bucket. */
export const EVER: Span = { id: 0, width: Number.POSITIVE_INFINITY };
export const THIRTY_DAYS: Span = { id: 1, width: 720 * HOUR };
export const DAY: Span = { id: 2, width: 24 * HOUR };
export const AN_HOUR: Span = { id: 3, width: HOUR };

/** What every profile is counted by; `SUM_SPANS` is what the sums over profiles are. */
export const PROFILE_SPANS: readonly Span[] = [THIRTY_DAYS, DAY];
export const SUM_SPANS: readonly Span[] = [THIRTY_DAYS, DAY, AN_HOUR];

export const bucketOf = (span: Span, timestamp: number): number =>
  span === EVER ? 0 : Math.floor(timestamp / span.width);

/** Full buckets of one span, from the first to before the end. */
export interface Buckets {
  readonly span: Span;
  readonly first: number;
  readonly end: number;
}

/** A stretch of time: microseconds since 1970, the end excluded. Either may be infinite. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** A stretch of time in as few full buckets as there can be, and the edges that fill none. */
export function cover(
  stretch: Stretch,
  spans: readonly Span[],
): { buckets: Buckets[]; edges: Stretch[] } {
  const { from, until } = stretch;
  if (from >= until) return { buckets: [], edges: [] };
  const [span, ...finer] = spans;
  if (!span) return { buckets: [], edges: [stretch] };
  const first = Math.ceil(from / span.width);
  const end = Math.floor(until / span.width);
  if (first >= end) return cover(stretch, finer);
  const before = cover({ from, until: first * span.width }, finer);
  const after = cover({ from: end * span.width, until }, finer);
  return {
    buckets: [{ span, first, end }, ...before.buckets, ...after.buckets],
    edges: [...before.edges, ...after.edges],
  };
}
