import type { RecordingAudioFactsWire } from "syllable-contract";
import { totalOf } from "./segments.js";
import type { RecordingSound } from "./sound.js";

type ChannelFacts = RecordingAudioFactsWire["channels"][number];

/** Talk times and levels of each channel. */
export function talkOf({ channels }: RecordingSound): ChannelFacts[] {
  const allMs = channels.reduce((total, { segments }) => total + totalOf(segments), 0);
  return channels.map(({ name, segments, rms, peak, clippedMs }) => {
    const talkMs = totalOf(segments);
    return {
      name,
      talk_ms: Math.round(talkMs),
      talk_share: allMs === 0 || name === "mixed" ? null : round(talkMs / allMs, 4),
      rms_dbfs: decibels(rms),
      peak_dbfs: decibels(peak),
      clipped_ms: Math.round(clippedMs),
    };
  });
}

/** A level in dBFS; null for digital silence. */
const decibels = (amplitude: number): number | null =>
  amplitude > 0 ? round(20 * Math.log10(amplitude), 2) : null;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
