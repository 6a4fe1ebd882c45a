import type { Recording } from "syllable-sdk/models/components";
import { stateOf } from "../../../text/recording-state.ts";
import { clock } from "../../../text/times.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import type { Track } from "../model/tracks.ts";
import styles from "./sound.module.css";

/** Notes about recordings that have no waveform, at their place on the axis. */
export function StateNotes({ tracks, scale }: { tracks: readonly Track[]; scale: TimeScale }) {
  return tracks.map((track) => {
    const text = noteOf(track.recording);
    const place = text && span(scale, track);
    return (
      place && (
        <p key={track.name} className={styles.note} style={{ left: place.x, width: place.width }}>
          <span>{text}</span>
        </p>
      )
    );
  });
}

function noteOf(recording: Recording): string | undefined {
  switch (stateOf(recording)) {
    case "Pending":
      return "Being analysed; you can already listen";
    case "Unsupported":
      return "This format can’t be analysed";
    case "Failed":
      return `The analysis failed${recording.analysisDetail ? `: ${recording.analysisDetail}` : ""}`;
    default:
      return undefined;
  }
}

/** Why nothing can be heard. */
export function absenceOf(recordings: readonly Recording[] | undefined): string | undefined {
  if (recordings === undefined) return undefined;
  if (recordings.length === 0) return "No recording";
  if (recordings.some(({ state }) => state === "ready")) return undefined;
  return recordings.some(({ state }) => state === "pending")
    ? "The recording is being uploaded"
    : "The recording was lost: it could not be stored";
}

/** The words for recordings that end early: `Ends at 2:10 of 3:53`. */
export function damageOf(tracks: readonly Track[], sessionSeconds: number | undefined): string[] {
  return tracks
    .filter(({ recording }) => stateOf(recording) === "Damaged")
    .map(({ end }) =>
      sessionSeconds && sessionSeconds > end
        ? `Ends at ${clock(end)} of ${clock(sessionSeconds)}`
        : `Damaged: ends at ${clock(end)}`,
    );
}
