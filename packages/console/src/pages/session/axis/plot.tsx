import { useCallback, useMemo, useRef } from "react";
import { classes } from "../../../components/classes.ts";
import { timeScale } from "../model/time-scale.ts";
import { useOnTime } from "../player/use-player.ts";
import type { Call } from "../use-call.ts";
import { DeadChannels } from "./dead-channels.tsx";
import { Gaps, TalkOvers } from "./gaps.tsx";
import { Hover } from "./hover.tsx";
import { LatencyLane } from "./latency-lane.tsx";
import { Playhead } from "./playhead.tsx";
import styles from "./plot.module.css";
import { Ruler } from "./ruler.tsx";
import sound from "./sound.module.css";
import { absenceOf, StateNotes } from "./state-notes.tsx";
import { ToolLane } from "./tool-lane.tsx";
import { CurrentTurn, TurnLane } from "./turn-lane.tsx";
import { usePointer } from "./use-pointer.ts";
import type { View } from "./use-view.ts";
import { useWidth } from "./use-width.ts";
import { Wave } from "./wave.tsx";

/** Everything that has a time, drawn with one scale. */
export function Plot(props: {
  sessionId: string;
  call: Call;
  view: View;
  onSeek: (time: number) => void;
}) {
  const { sessionId, call, view, onSeek } = props;
  const { tracks, turns, tools, silences, heard, dead, latency, bounds, recordings } = call;
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const { start, end } = view.view;
  const scale = useMemo(() => timeScale({ start, end }, width), [start, end, width]);
  const pointer = usePointer(plot, scale, view, onSeek);
  useOnTime(
    useCallback(
      (time: number) => plot.current?.style.setProperty("--head", `${scale.x(time)}px`),
      [scale],
    ),
  );
  const absence = absenceOf(recordings.data?.items);
  return (
    <div ref={plot} className={styles.plot} data-testid="plot" {...pointer.handlers}>
      {width > 0 && (
        <>
          <Ruler scale={scale} />
          <div className={sound.middle} />
          <Gaps silences={silences} scale={scale} />
          {tracks
            .filter(({ recording }) => recording.analysis === "ready")
            .map((track) => (
              <Wave key={track.name} sessionId={sessionId} track={track} scale={scale} />
            ))}
          <DeadChannels dead={dead} scale={scale} />
          <TalkOvers places={heard.talkOvers} scale={scale} />
          <TurnLane side="caller" turns={turns} dead={dead} scale={scale} />
          <TurnLane side="agent" turns={turns} dead={dead} scale={scale} />
          <CurrentTurn turns={turns} scale={scale} />
          <LatencyLane latency={latency} scale={scale} />
          <StateNotes tracks={tracks} scale={scale} />
          {absence && (
            <p className={classes(sound.note, sound.absence)}>
              <span>{absence}</span>
            </p>
          )}
          <Hover x={pointer.hover} selected={pointer.selected} turns={turns} scale={scale} />
          <ToolLane tools={tools} scale={scale} onSeek={onSeek} />
          <Playhead bounds={bounds} turns={turns} scale={scale} onSeek={onSeek} />
        </>
      )}
    </div>
  );
}
