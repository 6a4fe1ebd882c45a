import { memo } from "react";
import { clock } from "../../../text/times.ts";
import { type TimeScale, ticks } from "../model/time-scale.ts";
import styles from "./plot.module.css";

/** Room that a label needs on both sides, in pixels. */
const EDGE = 24;

/** The lines and times of the axis. */
export const Ruler = memo(function Ruler({ scale }: { scale: TimeScale }) {
  return (
    <div aria-hidden="true">
      {ticks(scale).map(({ seconds, isLabelled }) => {
        const x = scale.x(seconds);
        const isFirst = x < EDGE;
        return (
          <div key={seconds} className={styles.rule} style={{ left: x }}>
            {isLabelled && x < scale.width - EDGE && (
              <span className={isFirst ? styles.firstTick : styles.tick}>{label(seconds)}</span>
            )}
          </div>
        );
      })}
    </div>
  );
});

const label = (seconds: number): string =>
  Number.isInteger(seconds) ? clock(seconds) : `${clock(Math.floor(seconds))}.5`;
