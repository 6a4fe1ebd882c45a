import type { Segment } from "../pcm.js";
import { LogSum } from "./log-sum.js";
import type { Assignment } from "./onsets.js";
import { BIN_MS, type Bins, PlaceScores } from "./place-scores.js";
import type { Turns } from "./turns.js";

/** A moment of a recording and its time, in milliseconds since 1970. */
export interface Anchor {
  readonly soundMs: number;
  readonly atMs: number;
}

/** Where a part of a recording lies on the time axis. */
export interface PlacedPart {
  readonly assignment: Assignment;
  /** Milliseconds of the transcript per millisecond of sound. */
  readonly rate: number;
  readonly anchor: Anchor;
  /** The probability of the place. */
  readonly confidence: number;
  /** The probability of the assignment. */
  readonly assignmentConfidence: number;
}

export interface PlacePartRequest {
  readonly turns: Turns;
  /** The onsets of each channel, in order of time. */
  readonly onsets: readonly (readonly number[])[];
  readonly assignments: readonly Assignment[];
  /** When the recording is expected to start, in milliseconds since 1970. */
  readonly expectedStartMs: number;
  /** Whether the client stated the expected start. */
  readonly isStated: boolean;
}

/** The rates to search, in steps that shift the ends of a part by less than the tolerance. */
const RATES = Array.from({ length: 61 }, (_, index) => (170 + index) / 200);
/** A recording whose start is farther from the turns is not found. */
const MAX_REACH_MS = 12 * 3_600_000;
/** Places that differ by less are the same: the width of a hit. */
const SAME_PLACE_MS = 2_000;

/**
 * Prior probabilities: of a rate of 1, of the start of the session, of a stated start, and of a sound that has
 * nothing to do with the turns.
 */
const PRIOR = { steady: 0.95, session: 0.5, stated: 0.9, unrelated: 0.5 };
/** How far from the expected start a recording still counts as expected. */
const EXPECTED_MS = 5_000;

/**
 * The most probable place of a part of a recording on the time axis: over all offsets, rates and
 * assignments, the one at which most turns coincide with an onset. Probabilities are those of Bayes' theorem,
 * for turns that are independent of each other.
 * @param part at most a few minutes, in which a drift is a straight line
 */
export function placePart(request: PlacePartRequest, part: Segment): PlacedPart | undefined {
  const search = new PlaceSearch(request, part);
  if (!search.everywhere) return undefined;
  const sums = request.assignments.map(() => new LogSum());
  const best = search.visit(search.everywhere, request.assignments, sums);
  const total = new LogSum();
  total.add(Math.log(PRIOR.unrelated));
  for (const sum of sums) total.add(sum.value);
  const nearby = new LogSum();
  const fromMs = best.atMs - SAME_PLACE_MS;
  const range = { fromMs, count: (2 * SAME_PLACE_MS) / BIN_MS + 1 };
  search.visit(range, [best.assignment], [nearby]);
  const probability = (sum: LogSum) => Math.min(1, Math.exp(sum.value - total.value));
  return {
    assignment: best.assignment,
    rate: best.rate,
    anchor: { soundMs: search.centreMs, atMs: best.atMs },
    confidence: probability(nearby),
    assignmentConfidence: probability(sums[request.assignments.indexOf(best.assignment)]!),
  };
}

interface Place {
  readonly score: number;
  readonly assignment: Assignment;
  readonly rate: number;
  readonly atMs: number;
}

class PlaceSearch {
  /** All bins at which the part covers a turn. Undefined if there is none. */
  readonly everywhere: Bins | undefined;
  private readonly scores: PlaceScores;

  constructor(
    private readonly request: PlacePartRequest,
    part: Segment,
  ) {
    this.scores = new PlaceScores(request.turns, request.onsets, part);
    this.everywhere = binsOf(request, part);
  }

  get centreMs(): number {
    return this.scores.centreMs;
  }

  /**
   * Adds the unnormalized probabilities of all bins, at all rates, to the sum of their assignment.
   * @returns the most probable place
   */
  visit(bins: Bins, assignments: readonly Assignment[], sums: readonly LogSum[]): Place {
    let best: Place | undefined;
    for (const rate of RATES) {
      const scoreOf = this.scores.at(rate, bins);
      const prior = this.prior(rate, bins);
      assignments.forEach((assignment, index) => {
        const scores = scoreOf(assignment);
        const sum = sums[index]!;
        let greatest = best?.score ?? Number.NEGATIVE_INFINITY;
        for (let bin = 0; bin < scores.length; bin++) {
          const isExpected = bin >= prior.from && bin < prior.until;
          const score = scores[bin]! + (isExpected ? prior.expected : prior.anywhere);
          sum.add(score);
          if (score <= greatest) continue;
          greatest = score;
          best = { score, assignment, rate, atMs: bins.fromMs + bin * BIN_MS };
        }
      });
    }
    return best!;
  }

  /** Logarithms of prior probabilities: of the bins from which the start is as expected, and of all others. */
  private prior(rate: number, { fromMs }: Bins) {
    const { assignments, expectedStartMs, isStated } = this.request;
    const { count } = this.everywhere!;
    const centre = (expectedStartMs + rate * this.centreMs - fromMs) / BIN_MS;
    const reach = EXPECTED_MS / BIN_MS;
    const ratePrior = rate === 1 ? PRIOR.steady : (1 - PRIOR.steady) / (RATES.length - 1);
    const share = ratePrior / assignments.length;
    const prior = isStated ? PRIOR.stated : PRIOR.session;
    const anywhere = (1 - prior) / count;
    return {
      from: Math.ceil(centre - reach),
      until: Math.floor(centre + reach) + 1,
      expected: Math.log((anywhere + prior / (2 * reach)) * share),
      anywhere: Math.log(anywhere * share),
    };
  }
}

function binsOf({ turns, expectedStartMs }: PlacePartRequest, part: Segment): Bins | undefined {
  const { items } = turns;
  if (items.length === 0) return undefined;
  const reachMs = (part.endMs - part.startMs) * RATES.at(-1)!;
  const expectedMs = expectedStartMs + (part.startMs + part.endMs) / 2;
  const fromMs = Math.max(items[0]!.atMs - reachMs, expectedMs - MAX_REACH_MS);
  const untilMs = Math.min(items.at(-1)!.atMs + reachMs, expectedMs + MAX_REACH_MS);
  if (fromMs >= untilMs) return undefined;
  return { fromMs, count: Math.ceil((untilMs - fromMs) / BIN_MS) + 1 };
}
