import { memo } from "react";
import { STEPS } from "../model/call.ts";
import { type TurnLatency, totalOf } from "../model/latency.ts";
import type { TimeScale } from "../model/time-scale.ts";
import styles from "./marks.module.css";

/** The height of a second, in pixels, and of the lane. */
const PER_SECOND = 15;
const MOST = 34;
/** A step is never thinner than this, in pixels. */
const LEAST = 2;
const WIDTH = 8;

/** The latency of each turn of the agent, as a bar at its start. If bars overlap, the longest is shown. */
export const LatencyLane = memo(function LatencyLane(props: {
  latency: readonly TurnLatency[];
  scale: TimeScale;
}) {
  const { latency, scale } = props;
  const inView = latency.filter(({ at }) => at >= scale.start && at <= scale.end);
  return (
    <div aria-hidden="true">
      <div className={styles.limit}>
        <span>2 s</span>
      </div>
      {longest(inView, scale).map(({ x, bar }) => {
        const shrink = Math.min(1, ((MOST / PER_SECOND) * 1_000) / totalOf(bar));
        return (
          <div key={x} className={styles.latency} style={{ left: x }}>
            {[...STEPS].reverse().map((step) => {
              const ms = bar.steps[step];
              const height = ms && Math.max(LEAST, (ms / 1_000) * PER_SECOND * shrink);
              return ms ? <i key={step} className={styles[step]} style={{ height }} /> : null;
            })}
          </div>
        );
      })}
    </div>
  );
});

function longest(bars: readonly TurnLatency[], scale: TimeScale) {
  const shown: { x: number; bar: TurnLatency }[] = [];
  for (const bar of bars) {
    const x = scale.x(bar.at);
    const last = shown.at(-1);
    if (!last || x - last.x >= WIDTH + 1) shown.push({ x, bar });
    else if (totalOf(bar) > totalOf(last.bar)) last.bar = bar;
  }
  return shown;
}
