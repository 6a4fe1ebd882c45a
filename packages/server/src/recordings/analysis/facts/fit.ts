import { onsetsBetween } from "./onsets.js";
import type { PlacedPart } from "./place-part.js";
import { median } from "./quantiles.js";
import { type Point, robustSpread, theilSenSlope } from "./theil-sen.js";
import {
  DRIFT_SIGMAS,
  MIN_DRIFT,
  MIN_DRIFT_TURNS,
  MIN_GAP_MS,
  MIN_GAP_TURNS,
  MIN_MATCHED_SHARE,
  MIN_MATCHED_TURNS,
  MIN_TURN_SPREAD_MS,
} from "./thresholds.js";
import {
  type Line,
  soundOf,
  type Track,
  type TrackedTurn,
  type TrackRequest,
  timeOf,
  trackTurns,
} from "./track.js";
import type { Turn } from "./turns.js";

/** A turn, and where it is heard. */
export interface PlacedTurn {
  readonly turn: Turn;
  /** Where its speech is expected, from the start of the recording. May be outside of it. */
  readonly soundMs: number;
  /** The onset that coincides with it, if there is one. */
  readonly onsetMs: number | undefined;
}

/** Turns on one straight line: the sound has no gap between them. */
export interface Piece {
  readonly line: Line;
  readonly turns: readonly PlacedTurn[];
}

/** The pieces of a recording, in order of time, all with the same rate. */
export interface Fit {
  readonly pieces: readonly Piece[];
  /** Milliseconds of the transcript per millisecond of sound. 1 unless a drift is certain. */
  readonly rate: number;
}

/** A clock does not cause a greater slope. */
const MAX_DRIFT = 0.2;

/** The logarithm of how much less probable a drift is than a steady clock. */
const DRIFT_PRIOR = -4;

/** Fits the turns to the sound. Undefined if too few turns match. */
export function fitTurns(request: TrackRequest, placed: PlacedPart): Fit | undefined {
  const rough = roughPieces(request, placed);
  const rate = rateOf(rough);
  const first = rough[0];
  if (!first) return undefined;
  const { soundMs } = placed.anchor;
  const line = { anchor: { soundMs, atMs: timeOf(first.line, soundMs) }, rate };
  const pieces = piecesOf(request, line, trackTurns(request, line));
  return isSupported(request, pieces) ? { pieces, rate } : undefined;
}

/**
 * The most probable pieces. Gaps and a drift may resemble each other: a steady clock with gaps is compared with
 * the rate of the placed part and, if there are gaps, with the slope through all of them.
 */
function roughPieces(request: TrackRequest, { anchor, rate }: PlacedPart): Piece[] {
  const track = (rate: number) => {
    const line = { anchor, rate };
    const tracked = trackTurns(request, line);
    const score = tracked.score + (rate === 1 ? 0 : DRIFT_PRIOR);
    return { score, pieces: piecesOf(request, line, tracked) };
  };
  const steady = track(1);
  const slope = theilSenSlope([steady.pieces.flatMap(matchesOf)]);
  const isSlope = steady.pieces.length > 1 && Math.abs(slope - 1) < MAX_DRIFT;
  return [rate, ...(isSlope ? [slope] : [])]
    .map(track)
    .reduce((best, other) => (other.score > best.score ? other : best), steady).pieces;
}

/**
 * Whether enough turns of the user or of the agent match, of those before the sound ends. The channel of the
 * other may be dead.
 */
function isSupported({ onsets, turns }: TrackRequest, pieces: readonly Piece[]): boolean {
  const endMs = onsets.reduce((end, channel) => Math.max(end, channel.at(-1) ?? 0), 0);
  const placed = pieces
    .flatMap((piece) => piece.turns)
    .filter(({ soundMs }) => soundMs >= 0 && soundMs <= endMs + turns.toleranceMs);
  return (["user", "agent"] as const).some((source) => {
    const own = placed.filter(({ turn }) => turn.source === source);
    const matched = own.filter(({ onsetMs }) => onsetMs !== undefined).length;
    return matched >= Math.max(MIN_MATCHED_TURNS, MIN_MATCHED_SHARE * own.length);
  });
}

/** The slope through all pieces, or 1 if it does not certainly differ from 1. */
function rateOf(pieces: readonly Piece[]): number {
  const groups = pieces.map(matchesOf);
  const points = groups.flat();
  if (points.length < MIN_DRIFT_TURNS) return 1;
  const slope = theilSenSlope(groups);
  const residuals = groups.flatMap((group) => {
    const rest = group.map(({ x, y }) => y - slope * x);
    const middle = median(rest);
    return rest.map((value) => value - middle);
  });
  const spread = Math.max(MIN_TURN_SPREAD_MS, robustSpread(residuals));
  const squares = groups.flatMap((group) => {
    const mean = group.reduce((sum, { x }) => sum + x, 0) / group.length;
    return group.map(({ x }) => (x - mean) ** 2);
  });
  const error = spread / Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  return Math.abs(slope - 1) >= Math.max(MIN_DRIFT, DRIFT_SIGMAS * error) ? slope : 1;
}

const matchesOf = ({ turns }: Piece): Point[] =>
  turns.flatMap(({ turn, onsetMs }) =>
    onsetMs === undefined ? [] : [{ x: onsetMs, y: turn.atMs }],
  );

/** The pieces of the turns as tracked from a line. Pieces with too few matches, or with nearly the same offset, are joined. */
function piecesOf(request: TrackRequest, line: Line, { turns }: Track): Piece[] {
  let runs: TrackedTurn[][] = [];
  for (const tracked of turns) {
    if (tracked.isAfterJump || runs.length === 0) runs.push([]);
    runs.at(-1)!.push(tracked);
  }
  for (;;) {
    const pieces = runs.map((run) => pieceOf(request, line, run));
    const index = pieces.findIndex(
      (piece, index) => index > 0 && !isGap(pieces[index - 1]!, piece),
    );
    if (index < 0) return pieces.filter((piece) => matchesOf(piece).length > 0);
    const [before, after] = [runs[index - 1]!, runs[index]!];
    const joined = isCertain(pieces[index]!)
      ? [...(isCertain(pieces[index - 1]!) ? before : moveTo(before, after[0]!)), ...after]
      : [...before, ...moveTo(after, before.at(-1)!)];
    runs = [...runs.slice(0, index - 1), joined, ...runs.slice(index + 1)];
  }
}

/** The turns with the deviation of their neighbour. */
const moveTo = (turns: readonly TrackedTurn[], { deviationMs }: TrackedTurn): TrackedTurn[] =>
  turns.map((tracked) => ({ ...tracked, deviationMs }));

const isCertain = (piece: Piece): boolean => matchesOf(piece).length >= MIN_GAP_TURNS;

/** Whether two pieces are certain, and differ in their offset. */
const isGap = (before: Piece, after: Piece): boolean =>
  isCertain(before) && isCertain(after) && Math.abs(gapOf(before, after)) >= MIN_GAP_MS;

/** How much sound is missing between two pieces; negative if there is more than the transcript has. */
export const gapOf = (before: Piece, after: Piece): number =>
  timeOf(after.line, 0) - timeOf(before.line, 0);

/** Puts turns on the line that goes through the median of their matches. */
function pieceOf(
  request: TrackRequest,
  { anchor, rate }: Line,
  run: readonly TrackedTurn[],
): Piece {
  const through = (deviationMs: number): Line => ({
    anchor: { soundMs: anchor.soundMs, atMs: anchor.atMs + deviationMs },
    rate,
  });
  const base = through(0);
  const deviations = run.flatMap(({ turn, deviationMs }) => {
    const onsetMs = nearestOnset(request, turn, soundOf(through(deviationMs), turn.atMs));
    return onsetMs === undefined ? [] : [turn.atMs - timeOf(base, onsetMs)];
  });
  const own = through(median(deviations.length > 0 ? deviations : run.map((t) => t.deviationMs)));
  const turns = run.map(({ turn, deviationMs }): PlacedTurn => {
    const onsetMs = nearestOnset(request, turn, soundOf(through(deviationMs), turn.atMs));
    return { turn, soundMs: soundOf(own, turn.atMs), onsetMs };
  });
  return { line: own, turns };
}

/** The onset on the channel of a turn that is nearest to a moment, if it is within the tolerance. */
function nearestOnset(
  { onsets, assignment, turns: { toleranceMs } }: TrackRequest,
  { source }: Turn,
  soundMs: number,
): number | undefined {
  const channel = assignment[source];
  if (channel === undefined) return undefined;
  let nearest: number | undefined;
  const reach = [soundMs - toleranceMs, soundMs + toleranceMs] as const;
  for (const onset of onsetsBetween(onsets[channel]!, ...reach)) {
    if (nearest === undefined || Math.abs(onset - soundMs) < Math.abs(nearest - soundMs)) {
      nearest = onset;
    }
  }
  return nearest;
}
