import type { RecordingAudioFactsWire } from "syllable-contract";
import { type Stretch, stretchesOf } from "./overlaps.js";
import { quantile } from "./quantiles.js";
import { type RecordingSound, speakersOf } from "./sound.js";
import { SIMULTANEOUS_MS } from "./thresholds.js";

type ResponseGap = RecordingAudioFactsWire["response_gaps"][number];
type Summary = RecordingAudioFactsWire["response_gap"];

/**
 * The response gap of each change of speaker. The speaker changes when the other one is heard alone, so a
 * back-channel during a stretch of speech is not a change. The gap lasts from the end of one speaker to the
 * start of the other. It is 0 if the other began before that, because nobody waited.
 */
export function responseGapsOf(sound: RecordingSound): ResponseGap[] {
  const speakers = speakersOf(sound);
  if (!speakers) return [];
  const gaps: ResponseGap[] = [];
  let previous: Stretch | undefined;
  for (const stretch of soloStretches(speakers.map(stretchesOf))) {
    if (previous && previous.speaker !== stretch.speaker) {
      gaps.push({
        from: previous.speaker,
        to: stretch.speaker,
        start_ms: Math.round(Math.min(previous.endMs, stretch.startMs)),
        gap_ms: Math.round(Math.max(0, stretch.startMs - previous.endMs)),
      });
    }
    previous = stretch;
  }
  return gaps;
}

/**
 * The stretches in which their speaker is heard alone for at least `SIMULTANEOUS_MS` or throughout, in the order of
 * these moments. A stretch that another one interrupts occurs twice.
 */
function soloStretches([ours, theirs]: Stretch[][]): Stretch[] {
  const times = [...ours!, ...theirs!].flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const sorted = Float64Array.from(times).sort();
  const solos: Stretch[] = [];
  let [i, j] = [0, 0];
  for (let k = 0; k + 1 < sorted.length; k++) {
    const [from, until] = [sorted[k]!, sorted[k + 1]!];
    while (i < ours!.length && ours![i]!.endMs <= from) i++;
    while (j < theirs!.length && theirs![j]!.endMs <= from) j++;
    const active = [ours![i], theirs![j]].filter((stretch) => stretch && stretch.startMs <= from);
    const [stretch] = active;
    if (active.length !== 1 || stretch === undefined) continue;
    const isWhole = stretch.startMs === from && stretch.endMs === until;
    if (isWhole || until - from >= SIMULTANEOUS_MS) solos.push(stretch);
  }
  return solos;
}

/** The distribution of the gaps in both directions. */
export const summarizeGaps = (gaps: readonly ResponseGap[]): Summary => ({
  user_to_agent: statisticsOf(gaps, "user", "agent"),
  agent_to_user: statisticsOf(gaps, "agent", "user"),
});

function statisticsOf(gaps: readonly ResponseGap[], from: string, to: string) {
  const values = gaps.filter((gap) => gap.from === from && gap.to === to).map((gap) => gap.gap_ms);
  if (values.length === 0) return { median_ms: null, p95_ms: null };
  return {
    median_ms: Math.round(quantile(values, 0.5)),
    p95_ms: Math.round(quantile(values, 0.95)),
  };
}
