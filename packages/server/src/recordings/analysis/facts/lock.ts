import type { Segment } from "../pcm.js";
import { evidenceOf } from "./evidence.js";
import type { Assignment } from "./onsets.js";
import type { Source, Turns } from "./turns.js";

/** A moment of a recording and its time, in milliseconds since 1970. */
export interface Anchor {
  readonly soundMs: number;
  readonly atMs: number;
}

/** Where a part of a recording lies on the time axis. */
export interface Lock {
  readonly assignment: Assignment;
  /** Milliseconds of the transcript per millisecond of sound. */
  readonly rate: number;
  readonly anchor: Anchor;
  /** The probability of the place. */
  readonly confidence: number;
  /** The probability of the assignment. */
  readonly assignmentConfidence: number;
}

export interface LockRequest {
  readonly turns: Turns;
  /** The onsets of each channel, in order of time. */
  readonly onsets: readonly (readonly number[])[];
  readonly assignments: readonly Assignment[];
  /** When the recording is expected to start, in milliseconds since 1970. */
  readonly expectedStartMs: number;
  /** Whether the client stated the expected start. */
  readonly isStated: boolean;
}

const BIN_MS = 250;
/** Steps of the rate that shift the ends of a part by less than the tolerance. */
const RATES = Array.from({ length: 61 }, (_, index) => (170 + index) / 200);
/** A recording whose start is farther from the turns is not found. */
const MAX_REACH_MS = 12 * 3_600_000;
/** The same place, within the width of a hit. */
const SAME_PLACE_MS = 2_000;

/**
 * Prior probabilities: of a rate of 1, of the start of the session, of a stated start, and of a sound that has
 * nothing to do with the turns.
 */
const PRIOR = { steady: 0.95, session: 0.5, stated: 0.9, unrelated: 0.5 };
/** How far from the expected start a recording still counts as expected. */
const EXPECTED_MS = 5_000;

const SOURCES: readonly Source[] = ["user", "agent"];

/**
 * The most probable place of a part of a recording on the time axis: over all offsets, rates and
 * assignments, the one at which most turns coincide with an onset. Probabilities are those of Bayes' theorem,
 * for turns that are independent of each other.
 * @param part at most a few minutes, in which a drift is a straight line
 */
export function lockPart(request: LockRequest, part: Segment): Lock | undefined {
  const search = new PlaceSearch(request, part);
  let best: { score: number; assignment: Assignment; rate: number; atMs: number } | undefined;
  const sums = request.assignments.map(() => new LogSum());
  const everywhere = search.bins();
  if (!everywhere) return undefined;
  for (const rate of RATES) {
    request.assignments.forEach((assignment, index) => {
      search.visit(assignment, rate, everywhere, (atMs, score) => {
        sums[index]!.add(score);
        if (!best || score > best.score) best = { score, assignment, rate, atMs };
      });
    });
  }
  if (!best) return undefined;
  const { assignment, rate, atMs } = best;
  const total = new LogSum();
  total.add(Math.log(PRIOR.unrelated));
  for (const sum of sums) total.add(sum.value);
  const nearby = new LogSum();
  const range = search.bins(atMs - SAME_PLACE_MS, atMs + SAME_PLACE_MS)!;
  for (const rate of RATES) {
    search.visit(assignment, rate, range, (_, score) => nearby.add(score));
  }
  const probability = (sum: LogSum) => Math.min(1, Math.exp(sum.value - total.value));
  return {
    assignment,
    rate,
    anchor: { soundMs: search.centreMs, atMs },
    confidence: probability(nearby),
    assignmentConfidence: probability(sums[request.assignments.indexOf(assignment)]!),
  };
}

/** Bins of times at which the centre of a part may lie. */
interface Bins {
  readonly fromMs: number;
  readonly count: number;
}

class PlaceSearch {
  readonly centreMs: number;
  private readonly onsets: readonly (readonly number[])[];
  private readonly scores = new Map<string, Float32Array>();
  private range: { readonly fromMs: number; readonly count: number } | undefined;

  constructor(
    private readonly request: LockRequest,
    private readonly part: Segment,
  ) {
    this.centreMs = (part.startMs + part.endMs) / 2;
    this.onsets = request.onsets.map((onsets) =>
      onsets.filter((onset) => onset >= part.startMs && onset < part.endMs),
    );
  }

  /** All bins at which the part covers a turn, or those of a range. Undefined if there is no turn. */
  bins(fromMs?: number, untilMs?: number): Bins | undefined {
    const { items } = this.request.turns;
    if (items.length === 0) return undefined;
    const reachMs = (this.part.endMs - this.part.startMs) * RATES.at(-1)!;
    const expectedMs = this.request.expectedStartMs + this.centreMs;
    const from = fromMs ?? Math.max(items[0]!.atMs - reachMs, expectedMs - MAX_REACH_MS);
    const until = untilMs ?? Math.min(items.at(-1)!.atMs + reachMs, expectedMs + MAX_REACH_MS);
    return from < until
      ? { fromMs: from, count: Math.ceil((until - from) / BIN_MS) + 1 }
      : undefined;
  }

  /** Passes the logarithm of the unnormalized probability of each bin, at one rate and assignment. */
  visit(
    assignment: Assignment,
    rate: number,
    bins: Bins,
    each: (atMs: number, score: number) => void,
  ): void {
    const parts = SOURCES.flatMap((source) => {
      const channel = assignment[source];
      return channel === undefined ? [] : [this.scoreOf(source, channel, rate, bins)];
    });
    const whole = this.bins()!;
    const expectedMs = this.request.expectedStartMs + rate * this.centreMs;
    const ratePrior = rate === 1 ? PRIOR.steady : (1 - PRIOR.steady) / (RATES.length - 1);
    const share = ratePrior / this.request.assignments.length;
    const prior = this.request.isStated ? PRIOR.stated : PRIOR.session;
    const anywhere = Math.log(((1 - prior) / whole.count) * share);
    const expectedBins = (2 * EXPECTED_MS) / BIN_MS;
    const expected = Math.log(((1 - prior) / whole.count + prior / expectedBins) * share);
    for (let bin = 0; bin < bins.count; bin++) {
      const atMs = bins.fromMs + bin * BIN_MS;
      let score = Math.abs(atMs - expectedMs) <= EXPECTED_MS ? expected : anywhere;
      for (const part of parts) score += part[bin]!;
      each(atMs, score);
    }
  }

  /** The evidence of the turns of one source on one channel. */
  private scoreOf(source: Source, channel: number, rate: number, bins: Bins): Float32Array {
    if (this.range !== bins) {
      this.scores.clear();
      this.range = bins;
    }
    const key = `${source} ${channel} ${rate}`;
    const known = this.scores.get(key);
    if (known) return known;
    const score = this.computeScore(source, channel, rate, bins);
    // Only the scores of one rate are used again, by the other assignments.
    if (this.scores.size >= 2 * this.onsets.length) this.scores.clear();
    this.scores.set(key, score);
    return score;
  }

  private computeScore(source: Source, channel: number, rate: number, bins: Bins): Float32Array {
    const { items, toleranceMs } = this.request.turns;
    const { startMs, endMs } = this.part;
    const onsets = this.onsets[channel]!;
    const { hit, miss } = evidenceOf(onsets.length, endMs - startMs, toleranceMs);
    const changes = new Float32Array(bins.count + 1);
    const binOf = (atMs: number) =>
      Math.min(bins.count, Math.max(0, Math.ceil((atMs - bins.fromMs) / BIN_MS)));
    for (const turn of items) {
      if (turn.source !== source) continue;
      const centreFor = (soundMs: number) => turn.atMs - rate * (soundMs - this.centreMs);
      // Where the part covers the turn, the turn counts as missed unless it is hit.
      changes[binOf(centreFor(endMs))]! += miss;
      changes[binOf(centreFor(startMs))]! -= miss;
      let covered = 0;
      for (let index = onsets.length - 1; index >= 0; index--) {
        const centre = centreFor(onsets[index]!);
        const from = Math.max(covered, binOf(centre - toleranceMs));
        const until = binOf(centre + toleranceMs);
        if (until <= from) continue;
        changes[from]! += hit - miss;
        changes[until]! -= hit - miss;
        covered = until;
      }
    }
    for (let bin = 1; bin < changes.length; bin++) changes[bin]! += changes[bin - 1]!;
    return changes;
  }
}

/** Terms that are smaller than the greatest by this logarithm do not change a sum. */
const NEGLIGIBLE = 36;

/** The logarithm of a sum of exponentials, without overflow. */
class LogSum {
  private greatest = Number.NEGATIVE_INFINITY;
  private sum = 0;

  add(value: number): void {
    if (value < this.greatest - NEGLIGIBLE) return;
    if (value > this.greatest) {
      this.sum = this.sum * Math.exp(this.greatest - value) + 1;
      this.greatest = value;
    } else this.sum += Math.exp(value - this.greatest);
  }

  get value(): number {
    return this.sum === 0 ? Number.NEGATIVE_INFINITY : this.greatest + Math.log(this.sum);
  }
}
