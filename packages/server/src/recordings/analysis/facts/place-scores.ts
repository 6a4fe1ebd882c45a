import type { Segment } from "../pcm.js";
import { evidenceOf } from "./evidence.js";
import type { Assignment } from "./onsets.js";
import type { Source, Turns } from "./turns.js";

/** Equal steps of time at which the centre of a part may lie. */
export interface Bins {
  readonly fromMs: number;
  readonly count: number;
}

export const BIN_MS = 250;

const SOURCES: readonly Source[] = ["user", "agent"];

/** How well the turns fit a part of a recording, for each place of its centre. */
export class PlaceScores {
  readonly centreMs: number;
  private readonly halfMs: number;
  private readonly onsets: readonly (readonly number[])[];

  constructor(
    private readonly turns: Turns,
    onsets: readonly (readonly number[])[],
    part: Segment,
  ) {
    this.centreMs = (part.startMs + part.endMs) / 2;
    this.halfMs = (part.endMs - part.startMs) / 2;
    this.onsets = onsets.map((channel) =>
      channel.filter((onset) => onset >= part.startMs && onset < part.endMs),
    );
  }

  /** A function that returns the evidence of all turns under an assignment, as a logarithm for each bin. */
  at(rate: number, bins: Bins): (assignment: Assignment) => Float32Array {
    const known = new Map<string, Float32Array>();
    const scoreOf = (source: Source, channel: number) => {
      const key = `${source} ${channel}`;
      const score = known.get(key) ?? this.score(source, channel, rate, bins);
      known.set(key, score);
      return score;
    };
    return (assignment) => {
      const [one, other] = SOURCES.flatMap((source) => {
        const channel = assignment[source];
        return channel === undefined ? [] : [scoreOf(source, channel)];
      });
      if (!one) return new Float32Array(bins.count);
      return other ? sumOf(one, other) : one;
    };
  }

  /** The evidence of the turns of one source on one channel. */
  private score(source: Source, channel: number, rate: number, { fromMs, count }: Bins) {
    const { items, toleranceMs } = this.turns;
    const onsets = this.onsets[channel]!;
    const { hit, miss } = evidenceOf(onsets.length, 2 * this.halfMs, toleranceMs);
    const reach = (rate * this.halfMs) / BIN_MS;
    const windows = this.windows(onsets, rate);
    // Turns farther than this from the bins have no effect. There is room for all others, so no onset needs a check.
    const farthest = Math.ceil(reach + toleranceMs / BIN_MS) + 1;
    const room = 2 * farthest;
    const changes = new Float32Array(count + 2 * room + 1);
    for (const turn of items) {
      if (turn.source !== source) continue;
      const centre = (turn.atMs - fromMs) / BIN_MS;
      if (centre < -farthest || centre > count + farthest) continue;
      const at = centre + room;
      // Where the part covers the turn, the turn counts as missed unless it is hit.
      add(changes, at - reach, at + reach, miss);
      for (let index = 0; index < windows.length; index += 2) {
        add(changes, at + windows[index]!, at + windows[index + 1]!, hit - miss);
      }
    }
    for (let bin = 1; bin < changes.length; bin++) changes[bin]! += changes[bin - 1]!;
    return changes.subarray(room, room + count);
  }

  /**
   * How far the centre is from a turn if the turn is within the tolerance of an onset: the starts and the ends of
   * these ranges, in bins. Ranges that touch are joined.
   */
  private windows(onsets: readonly number[], rate: number): Float64Array {
    const tolerance = this.turns.toleranceMs / BIN_MS;
    const windows: number[] = [];
    for (const onset of onsets.toReversed()) {
      const centre = (rate * (this.centreMs - onset)) / BIN_MS;
      if (centre - tolerance <= windows.at(-1)!) windows.pop();
      else windows.push(centre - tolerance);
      windows.push(centre + tolerance);
    }
    return Float64Array.from(windows);
  }
}

function sumOf(one: Float32Array, other: Float32Array): Float32Array {
  const sum = new Float32Array(one.length);
  for (let bin = 0; bin < sum.length; bin++) sum[bin] = one[bin]! + other[bin]!;
  return sum;
}

/** Adds a value to the running sums of a difference array, from one place to another. */
function add(changes: Float32Array, from: number, until: number, value: number): void {
  changes[Math.ceil(from)]! += value;
  changes[Math.ceil(until)]! -= value;
}
