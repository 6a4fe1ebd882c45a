import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Waveform } from "syllable-sdk/models/components";
import { type Colours, useColours } from "../../../app/colours.ts";
import { waveformQuery } from "../data.ts";
import type { Stretch } from "../model/call.ts";
import { lanesOf } from "../model/lanes.ts";
import { greatest, peaksOf, samplesPerPixel } from "../model/peaks.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import type { Track } from "../model/tracks.ts";
import { useOnTime } from "../player/use-player.ts";
import { BAR, draw, GAP, type Lane } from "./drawing.ts";
import styles from "./sound.module.css";

/** Assumed until the first waveform is loaded: that of a telephone, in Hz. */
const SAMPLE_RATE = 8_000;
const LANE = 48;

/** The waveform of a recording, as far as it is in view and as fine as the screen needs. */
export function Wave(props: { sessionId: string; track: Track; scale: TimeScale }) {
  const { sessionId, track, scale } = props;
  const [sampleRate, setSampleRate] = useState(SAMPLE_RATE);
  const place = span(scale, track);
  const bars = Math.floor((place?.width ?? 0) / (BAR + GAP));
  const perBar = (scale.end - scale.start) / (scale.width / (BAR + GAP));
  const pixel = samplesPerPixel(perBar, sampleRate, track.end - track.start);
  const { data, isError } = useQuery(waveformQuery(sessionId, track.name, pixel));
  useEffect(() => {
    if (data) setSampleRate(data.sampleRate);
  }, [data]);
  if (!place) return null;
  if (isError) {
    return (
      <p className={styles.note} style={{ left: place.x, width: place.width }}>
        The waveform could not be loaded
      </p>
    );
  }
  if (!data || bars < 1) return null;
  const start = Math.max(scale.start, track.start);
  const end = start + bars * perBar;
  return (
    <Bars
      key={track.name}
      waveform={data}
      track={track}
      start={start}
      end={end}
      x={place.x}
      bars={bars}
    />
  );
}

function Bars(props: Stretch & { waveform: Waveform; track: Track; x: number; bars: number }) {
  const { waveform, track, start, end, x, bars } = props;
  const parent = useRef<HTMLDivElement>(null);
  const drawing = useRef<ReturnType<typeof draw>>(undefined);
  const time = useRef(0);
  const colours = useColours();
  const full = useMemo(() => Math.max(1, greatest(waveform)), [waveform]);

  const setPlayed = useCallback(
    (seconds: number) => {
      time.current = seconds;
      drawing.current?.setPlayed((seconds - start) / (end - start));
    },
    [start, end],
  );
  useEffect(() => {
    const part = { start: start - track.start, end: end - track.start };
    const lanes = drawnLanes(track, waveform, colours, (channel) =>
      peaksOf(waveform, channel, part, bars, full),
    );
    const made = draw(parent.current!, lanes, bars * (BAR + GAP));
    const show = () => made.setPlayed((time.current - start) / (end - start));
    made.onReady(show);
    drawing.current = made;
    return () => made.remove();
  }, [waveform, track, colours, start, end, bars, full]);
  useOnTime(setPlayed);
  return (
    <div
      className={styles.wave}
      style={{ left: x }}
      ref={parent}
      data-recording={track.name}
      aria-hidden="true"
    />
  );
}

/** The caller above the agent. A recording with one channel has one lane of the height of both. */
function drawnLanes(
  track: Track,
  waveform: Waveform,
  colours: Colours,
  peaks: (channel: number) => Float32Array,
): Lane[] {
  if (waveform.channels < 2) {
    const one = { peaks: peaks(0), height: 2 * LANE };
    return [{ ...one, played: colours["--text"], rest: colours["--text-3"] }];
  }
  const caller = lanesOf(track).indexOf("caller") === 1 ? 1 : 0;
  const lane = (channel: number, side: "caller" | "agent"): Lane => ({
    peaks: peaks(channel),
    height: LANE,
    played: colours[`--${side}`],
    rest: colours[`--${side}-soft`],
  });
  return [lane(caller, "caller"), lane(1 - caller, "agent")];
}
