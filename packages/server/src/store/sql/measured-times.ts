/** The times that were measured in a session, and how they are counted. */
import type { MeasuredPercentiles, MeasuredTimes, StatsPercentiles } from "../port.js";

/** What is measured. The place of a name is part of stored bins. */
const MEASURES = ["responseGaps", "latencies"] as const;
type Measure = (typeof MEASURES)[number];

/**
 * Times are counted in bins. Each but the first is 1.1 times as wide as the one before it, so that its middle is within
 * 5 percent of each of its times. The first has those below 10 ms, the last ends after 24 hours.
 */
const RATIO = 1.1;
/** Relative to the start of a bin. The relative errors of both ends are equal. */
const MIDDLE = (2 * RATIO) / (1 + RATIO);
const LEAST_MS = 10;
const LAST_BIN = 168;
/** Bins of one measure are numbered from a multiple of it. */
const MEASURE_BINS = 1_000;

const binOf = (ms: number): number =>
  ms < LEAST_MS ? 0 : Math.min(LAST_BIN, 1 + Math.floor(Math.log(ms / LEAST_MS) / Math.log(RATIO)));

/** What the times of a bin count as, in milliseconds. */
const middleOf = (bin: number): number => (bin === 0 ? 0 : LEAST_MS * RATIO ** (bin - 1) * MIDDLE);

/** The number of times in each bin, by the number of the bin. */
export type Bins = ReadonlyMap<number, number>;

export const readBins = (measured: string | null | undefined): Bins =>
  measured
    ? new Map(Object.entries(JSON.parse(measured)).map(([bin, times]) => [+bin, times as number]))
    : new Map();

/** The times of a session as they are stored, with some of its measures replaced; null if there are none. */
export function withTimes(measured: string | null, times: Partial<MeasuredTimes>): string | null {
  const bins = new Map(readBins(measured));
  for (const [index, measure] of MEASURES.entries()) {
    const replaced = times[measure];
    if (!replaced) continue;
    const first = index * MEASURE_BINS;
    for (const bin of bins.keys()) {
      if (Math.floor(bin / MEASURE_BINS) === index) bins.delete(bin);
    }
    for (const ms of replaced) {
      const bin = first + binOf(ms);
      bins.set(bin, (bins.get(bin) ?? 0) + 1);
    }
  }
  if (bins.size === 0) return null;
  const sorted = [...bins].sort(([one], [other]) => one - other);
  return JSON.stringify(Object.fromEntries(sorted));
}

/** The percentiles of a measure, within 5 percent or 10 ms; undefined if it has no times. */
function percentilesIn(bins: Bins, measure: Measure): StatsPercentiles | undefined {
  const index = MEASURES.indexOf(measure);
  const own = [...bins]
    .filter(([bin, times]) => Math.floor(bin / MEASURE_BINS) === index && times > 0)
    .map(([bin, times]): [number, number] => [bin % MEASURE_BINS, times])
    .sort(([one], [other]) => one - other);
  const count = own.reduce((sum, [, times]) => sum + times, 0);
  if (count === 0) return undefined;
  const at = (share: number): number => {
    let rank = Math.ceil(share * count);
    const [bin] = own.find(([, times]) => {
      rank -= times;
      return rank <= 0;
    })!;
    return Math.round(middleOf(bin) * 100) / 100_000;
  };
  return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const percentilesOf = (bins: Bins): MeasuredPercentiles => ({
  responseGaps: percentilesIn(bins, "responseGaps"),
  latencies: percentilesIn(bins, "latencies"),
});
