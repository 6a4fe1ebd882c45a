import type { AudioFindingWire } from "syllable-contract";
import type { Segment } from "../pcm.js";
import type { Alignment } from "./alignment.js";
import { findingAt, inSeconds } from "./finding.js";
import { gapOf, type Piece } from "./fit.js";
import { MIN_OFFSET_MS } from "./thresholds.js";
import { timeOf } from "./track.js";

/** The differences between the times of the transcript and of the sound: a rate, an offset, or gaps. */
export function driftFindings(
  { pieces, rate }: Alignment,
  durationMs: number,
  statedStartMs: number | undefined,
): AudioFindingWire[] {
  const first = timeOf(pieces[0]!.line, 0);
  const offsetMs = first - (statedStartMs ?? first);
  return [
    ...rateFinding(pieces, rate, offsetMs),
    ...(rate === 1 ? offsetFinding(offsetMs, durationMs) : []),
    ...pieces.slice(1).map((piece, index) => gapFinding(pieces[index]!, piece)),
  ];
}

function rateFinding(pieces: readonly Piece[], rate: number, offsetMs: number): AudioFindingWire[] {
  if (rate === 1) return [];
  const place = { startMs: onsetsOf(pieces[0]!)[0]!, endMs: onsetsOf(pieces.at(-1)!).at(-1)! };
  const percent = (Math.abs(rate - 1) * 100).toFixed(1);
  const apart = (soundMs: number) => offsetMs + (rate - 1) * soundMs;
  return [
    findingAt(
      "drift",
      place,
      `The sound runs ${percent} % ${rate > 1 ? "faster" : "slower"} than the transcript. ` +
        `It is ${relation(apart(place.startMs))} the transcript at the first matched turn, ` +
        `and ${relation(apart(place.endMs))} it at the last.`,
    ),
  ];
}

const relation = (ms: number): string => `${inSeconds(ms)} ${ms >= 0 ? "ahead of" : "behind"}`;

function offsetFinding(offsetMs: number, endMs: number): AudioFindingWire[] {
  if (Math.abs(offsetMs) < MIN_OFFSET_MS) return [];
  const detail =
    `The sound is ${relation(offsetMs)} the transcript throughout. ` +
    "The stated start of the recording may be wrong.";
  return [findingAt("drift", { startMs: 0, endMs }, detail)];
}

function gapFinding(before: Piece, after: Piece): AudioFindingWire {
  const gapMs = gapOf(before, after);
  const [last, first] = [onsetsOf(before), onsetsOf(after)];
  // The turn next to a gap may match an onset on its other side by chance, so one more turn is included.
  const place: Segment = { startMs: last.at(-2) ?? last[0]!, endMs: first[1] ?? first[0]! };
  const detail =
    gapMs > 0
      ? `About ${inSeconds(gapMs)} of sound is missing here. From here on, the sound is that much further ahead of the transcript.`
      : `About ${inSeconds(gapMs)} of sound was inserted here. From here on, the sound is that much further behind the transcript.`;
  return findingAt("gap", place, detail);
}

const onsetsOf = ({ turns }: Piece): number[] =>
  turns.flatMap(({ onsetMs }) => onsetMs ?? []).sort((one, other) => one - other);
