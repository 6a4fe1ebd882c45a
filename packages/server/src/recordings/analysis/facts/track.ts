import { type Evidence, evidenceOf } from "./evidence.js";
import { type Assignment, onsetsBetween } from "./onsets.js";
import type { Anchor } from "./place-part.js";
import type { Turn, Turns } from "./turns.js";

/** A straight line from sound to time: `anchor` lies on it, and `rate` is its slope. */
export interface Line {
  readonly anchor: Anchor;
  readonly rate: number;
}

/** A turn, and how much later it is than the line predicts. */
export interface TrackedTurn {
  readonly turn: Turn;
  readonly deviationMs: number;
  /** Whether the sound has a jump since the turn before. */
  readonly isAfterJump: boolean;
}

/** The most probable path. */
export interface Track {
  readonly turns: readonly TrackedTurn[];
  /** The logarithm of its probability, up to a constant that is the same for all lines. */
  readonly score: number;
}

export interface TrackRequest {
  readonly turns: Turns;
  readonly onsets: readonly (readonly number[])[];
  readonly assignment: Assignment;
  readonly durationMs: number;
}

const BIN_MS = 250;
/** The longest gap that can be found. */
const MAX_DEVIATION_MS = 60_000;
/** The largest difference between the true rate and the nearest one that is searched. */
const RATE_ERROR = 0.0025;

/**
 * Log-probabilities: that the deviation changes by one bin between two turns, that it jumps up because sound
 * was removed, and that it jumps down because sound was inserted, which is rarer.
 */
const STEP = -1;
const REMOVED = -6;
const INSERTED = -10;
/** How much more a hit in the middle of the tolerance counts than one at its edge. */
const CENTRE_BONUS = 0.5;

/**
 * How much a turn that the recording does not cover counts, as a share of a miss. It counts little, because
 * the transcript may continue after the recording.
 */
const UNCOVERED = 0.1;

/** How the best path reaches a state. */
const FROM = { same: 0, below: 1, above: 2, jump: 3 };

export const timeOf = ({ anchor, rate }: Line, soundMs: number): number =>
  anchor.atMs + rate * (soundMs - anchor.soundMs);

export const soundOf = ({ anchor, rate }: Line, atMs: number): number =>
  anchor.soundMs + (atMs - anchor.atMs) / rate;

/**
 * Follows the deviation of the turns from a line, turn by turn: the most probable path (Viterbi) on
 * which the deviation stays, moves slowly or, rarely, jumps. Turns far outside the recording are
 * ignored.
 */
export function trackTurns(request: TrackRequest, line: Line): Track {
  const { durationMs } = request;
  const reachMs = MAX_DEVIATION_MS + RATE_ERROR * durationMs;
  const [from, until] = [timeOf(line, 0) - reachMs, timeOf(line, durationMs) + reachMs];
  const turns = request.turns.items.filter(({ atMs }) => atMs >= from && atMs <= until);
  const states = 2 * Math.ceil(reachMs / BIN_MS) + 1;
  const emission = new Emission(request, line, states);
  const sources = new Uint8Array(turns.length * states);
  const greatestFrom = new Uint16Array(turns.length * states);
  let scores = new Float64Array(states);
  let next = new Float64Array(states);
  turns.forEach((turn, index) => {
    const row = index * states;
    const greatest = greatestFrom.subarray(row, row + states);
    suffixMaxima(scores, greatest);
    const reach = reachOf(turns, index);
    for (let state = 0; state < states; state++) {
      let score = scores[state]!;
      let source = FROM.same;
      if (state > 0 && scores[state - 1]! + STEP > score) {
        score = scores[state - 1]! + STEP;
        source = FROM.below;
      }
      if (state + 1 < states && scores[state + 1]! + STEP > score) {
        score = scores[state + 1]! + STEP;
        source = FROM.above;
      }
      const jump = greatest[Math.max(0, state - reach)]!;
      const jumped = scores[jump]! + (jump < state ? REMOVED : INSERTED);
      if (jumped > score) {
        score = jumped;
        source = FROM.jump;
      }
      next[state] = score;
      sources[row + state] = source;
    }
    emission.addTo(next, turn);
    [scores, next] = [next, scores];
  });
  const tracked: TrackedTurn[] = [];
  let state = indexOfGreatest(scores);
  const score = scores[state]!;
  for (let index = turns.length - 1; index >= 0; index--) {
    const source = sources[index * states + state]!;
    const isAfterJump = source === FROM.jump && index > 0;
    tracked.push({ turn: turns[index]!, deviationMs: emission.deviationOf(state), isAfterJump });
    if (source === FROM.below) state--;
    else if (source === FROM.above) state++;
    else if (source === FROM.jump) {
      const reached = Math.max(0, state - reachOf(turns, index));
      state = greatestFrom[index * states + reached]!;
    }
  }
  return { turns: tracked.reverse(), score };
}

/**
 * How many bins the deviation can jump up at a turn: only the sound since the turn before can be missing. A
 * jump down has no limit.
 */
const reachOf = (turns: readonly Turn[], index: number): number =>
  index === 0 ? 0 : Math.floor((turns[index]!.atMs - turns[index - 1]!.atMs) / BIN_MS);

/** Sets each item to the index of the greatest score from there on. */
function suffixMaxima(scores: Float64Array, greatest: Uint16Array): void {
  let best = scores.length - 1;
  for (let index = scores.length - 1; index >= 0; index--) {
    if (scores[index]! > scores[best]!) best = index;
    greatest[index] = best;
  }
}

/** How well each deviation explains a turn. */
class Emission {
  private readonly evidence: readonly Evidence[];
  private readonly best: Float64Array;

  constructor(
    private readonly request: TrackRequest,
    private readonly line: Line,
    private readonly states: number,
  ) {
    const { onsets, durationMs, turns } = request;
    this.evidence = onsets.map(({ length }) => evidenceOf(length, durationMs, turns.toleranceMs));
    this.best = new Float64Array(states);
  }

  deviationOf(state: number): number {
    return (state - (this.states - 1) / 2) * BIN_MS;
  }

  /** The first state whose deviation is at least this, from 0 to the number of states. */
  private stateOf(deviationMs: number): number {
    const state = Math.ceil(deviationMs / BIN_MS) + (this.states - 1) / 2;
    return Math.min(this.states, Math.max(0, state));
  }

  addTo(scores: Float64Array, { atMs, source }: Turn): void {
    const channel = this.request.assignment[source];
    if (channel === undefined) return;
    const { toleranceMs } = this.request.turns;
    const { hit, miss } = this.evidence[channel]!;
    const firstCovered = this.stateOf(atMs - timeOf(this.line, this.request.durationMs));
    const firstUncovered = this.stateOf(atMs - timeOf(this.line, 0));
    const best = this.best.fill(UNCOVERED * miss);
    best.fill(miss, firstCovered, firstUncovered);
    const reachMs = this.deviationOf(this.states) + toleranceMs;
    const [from, to] = [soundOf(this.line, atMs - reachMs), soundOf(this.line, atMs + reachMs)];
    for (const onset of onsetsBetween(this.request.onsets[channel]!, from, to)) {
      const deviation = atMs - timeOf(this.line, onset);
      const until = this.stateOf(deviation + toleranceMs);
      for (let state = this.stateOf(deviation - toleranceMs); state < until; state++) {
        const distance = Math.abs(this.deviationOf(state) - deviation) / toleranceMs;
        best[state] = Math.max(best[state]!, hit + CENTRE_BONUS * (0.5 - distance));
      }
    }
    for (let state = 0; state < this.states; state++) scores[state]! += best[state]!;
  }
}

function indexOfGreatest(values: Float64Array): number {
  let greatest = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[greatest]!) greatest = index;
  }
  return greatest;
}
