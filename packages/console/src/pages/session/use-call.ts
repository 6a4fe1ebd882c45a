import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Session } from "syllable-sdk/models/components";
import { timelineQuery, useRecordings, useSound } from "./data.ts";
import type { Stretch } from "./model/call.ts";
import { eventsOf } from "./model/events.ts";
import { findingsOf } from "./model/findings.ts";
import { deadStretches, heardIn } from "./model/heard.ts";
import { latencyOfTurns } from "./model/latency.ts";
import { rowsOf } from "./model/rows.ts";
import { silencesOf, speechOf } from "./model/speech.ts";
import { tracksOf } from "./model/tracks.ts";
import { endTurns } from "./model/turn-ends.ts";

/** Everything about a session that has a time, on one axis. */
export function useCall(sessionId: string, session: Session) {
  const timeline = useQuery(timelineQuery(sessionId));
  const recordings = useRecordings(sessionId);
  const start = session.timestamp;
  const items = recordings.data?.items;
  const tracks = useMemo(
    () => tracksOf(items ?? [], start, session.duration ?? 0),
    [items, start, session.duration],
  );
  const analysed = useMemo(
    () => (items ?? []).filter(({ analysis }) => analysis === "ready").map(({ name }) => name),
    [items],
  );
  const { audio, speeches } = useSound(sessionId, analysed);

  const spoken = useMemo(() => {
    const placed = analysed.flatMap((name, index) => {
      const track = tracks.find((candidate) => candidate.name === name);
      const data = speeches[index];
      return track && data ? [{ track, speech: data }] : [];
    });
    return {
      speech: speechOf(placed),
      silences: placed.flatMap(({ track, speech: one }) =>
        silencesOf(speechOf([{ track, speech: one }]), track),
      ),
    };
  }, [tracks, analysed, speeches]);

  const events = useMemo(
    () => eventsOf(timeline.data?.events ?? [], start),
    [timeline.data, start],
  );
  const heard = useMemo(() => heardIn(audio.data, tracks), [audio.data, tracks]);
  return useMemo(() => {
    const turns = endTurns(events.turns, spoken.speech);
    const dead = deadStretches(heard.faults);
    const { tools, measurements } = events;
    return {
      timeline,
      recordings,
      audio,
      tracks,
      turns,
      tools,
      heard,
      dead,
      ...spoken,
      latency: latencyOfTurns(measurements, turns),
      findings: findingsOf({ heard, speech: spoken.speech, tracks, tools }),
      rows: rowsOf({ turns, tools, silences: spoken.silences, heard, dead }),
      bounds: boundsOf([{ start: 0, end: session.duration ?? 0 }, ...tracks, ...turns]),
    };
  }, [events, spoken, heard, tracks, timeline, recordings, audio, session.duration]);
}

export type Call = ReturnType<typeof useCall>;

/** The axis, from the first to the last of everything. At least a second, so that it has a scale. */
function boundsOf(stretches: readonly Stretch[]): Stretch {
  const start = stretches.reduce((least, stretch) => Math.min(least, stretch.start), 0);
  const end = stretches.reduce((most, stretch) => Math.max(most, stretch.end), start + 1);
  return { start, end };
}
