import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from "react";
import { clock } from "../../../text/times.ts";
import { SIDE_NAMES, type Stretch, type Turn } from "../model/call.ts";
import { spokenTime } from "../model/spoken-time.ts";
import type { TimeScale } from "../model/time-scale.ts";
import { turnAt } from "../model/turn-ends.ts";
import { useOnTime, usePlayer, useTime } from "../player/use-player.ts";
import styles from "./plot.module.css";
import { useIsInView } from "./use-view.ts";

const STEP = 5;
const PAGE = 30;
/** Half of the label, which stays inside the axis, in pixels. */
const HALF_LABEL = 18;

/** The place that is heard: a slider over the whole session. */
export function Playhead(props: {
  bounds: Stretch;
  turns: readonly Turn[];
  scale: TimeScale;
  onSeek: (time: number) => void;
}) {
  const { bounds, turns, scale, onSeek } = props;
  const player = usePlayer();
  const second = useTime(Math.floor);
  const index = useTime((time) => turnAt(turns, time));
  const isInView = useIsInView(scale);
  const line = useRef<HTMLDivElement>(null);
  useOnTime(
    useCallback(
      (time: number) => {
        const x = scale.x(time);
        const inset = Math.min(Math.max(x, HALF_LABEL), scale.width - HALF_LABEL) - x;
        line.current?.style.setProperty("--inset", `${inset}px`);
      },
      [scale],
    ),
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event, player.time, bounds);
    if (target === undefined) return;
    event.preventDefault();
    onSeek(target);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left } = event.currentTarget.parentElement!.getBoundingClientRect();
    onSeek(scale.seconds(Math.min(Math.max(event.clientX - left, 0), scale.width)));
  };
  const side = turns[index]?.side;
  return (
    <div
      ref={line}
      className={styles.playhead}
      hidden={!isInView}
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={Math.floor(bounds.start)}
      aria-valuemax={Math.floor(bounds.end)}
      aria-valuenow={second}
      aria-valuetext={`${spokenTime(second)}${side ? `, ${SIDE_NAMES[side].toLowerCase()} speaking` : ""}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
    >
      <b aria-hidden="true">{clock(second)}</b>
    </div>
  );
}

/** Where a key of the slider leads to. Arrows with Shift belong to the page: they go from turn to turn. */
function targetOf({ key, shiftKey }: KeyboardEvent, time: number, bounds: Stretch) {
  if (shiftKey) return undefined;
  if (key === "ArrowLeft" || key === "ArrowDown") return time - STEP;
  if (key === "ArrowRight" || key === "ArrowUp") return time + STEP;
  if (key === "PageDown") return time - PAGE;
  if (key === "PageUp") return time + PAGE;
  if (key === "Home") return bounds.start;
  if (key === "End") return bounds.end;
  return undefined;
}
