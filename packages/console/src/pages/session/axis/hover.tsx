import { clock } from "../../../text/times.ts";
import { SIDE_NAMES, type Stretch, type Turn } from "../model/call.ts";
import type { TimeScale } from "../model/time-scale.ts";
import { turnAt } from "../model/turn-ends.ts";
import styles from "./plot.module.css";

/** The right half of the axis shows the text to the left of the line. */
const isRight = (x: number, { width }: TimeScale) => x > width / 2;

/** A hairline at the pointer with the time and the turn, and the stretch that is dragged over. */
export function Hover(props: {
  x: number | undefined;
  selected: Stretch | undefined;
  turns: readonly Turn[];
  scale: TimeScale;
}) {
  const { x, selected, turns, scale } = props;
  if (x === undefined) return null;
  const time = scale.seconds(x);
  const turn = turns[turnAt(turns, time)];
  return (
    <div aria-hidden="true">
      {selected && (
        <i
          className={styles.selected}
          style={{ left: selected.start, width: selected.end - selected.start }}
        />
      )}
      <div className={styles.hairline} style={{ left: x }}>
        <p className={isRight(x, scale) ? styles.tipLeft : styles.tip}>
          <b>{clock(Math.floor(time))}</b>
          {turn && time <= turn.end && (
            <>
              {turn.side && SIDE_NAMES[turn.side]}
              <span dir="auto">{turn.text}</span>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
