import { type CSSProperties, memo } from "react";
import { classes } from "../../../components/classes.ts";
import type { Side, Turn } from "../model/call.ts";
import { soundOf } from "../model/findings.ts";
import type { Fault } from "../model/heard.ts";
import { blocks } from "../model/merge.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import { turnAt } from "../model/turn-ends.ts";
import { useTime } from "../player/use-player.ts";
import styles from "./marks.module.css";

/** The least width of a block, in pixels. */
const LEAST = 3;

/** The turns of one side. The transcript has the same turns as text, so that screen readers skip the blocks. */
export const TurnLane = memo(function TurnLane(props: {
  side: Side;
  turns: readonly Turn[];
  dead: readonly Fault[];
  scale: TimeScale;
}) {
  const { side, turns, dead, scale } = props;
  const own = turns.filter((turn) => turn.side === side);
  const heard = own.filter((turn) => soundOf(turn, dead) !== "none");
  const silent = own.filter((turn) => soundOf(turn, dead) === "none");
  return (
    <div className={styles[`${side}Turns`]} aria-hidden="true">
      {blocks(heard, scale, LEAST).map(({ x, width }) => (
        <i
          key={x}
          className={styles.turn}
          style={{ left: x, width, "--x": `${x}px` } as CSSProperties}
        />
      ))}
      {blocks(silent, scale, LEAST).map(({ x, width }) => (
        <i key={x} className={classes(styles.turn, styles.silentTurn)} style={{ left: x, width }} />
      ))}
    </div>
  );
});

/** The outline of the turn that is spoken now. */
export function CurrentTurn({ turns, scale }: { turns: readonly Turn[]; scale: TimeScale }) {
  const index = useTime((time) => turnAt(turns, time));
  const turn = turns[index];
  const place = turn && span(scale, turn);
  if (!place || !turn.side) return null;
  return (
    <i
      className={classes(styles.current, styles[`${turn.side}Current`])}
      style={{ left: place.x, width: Math.max(place.width, LEAST) }}
      aria-hidden="true"
    />
  );
}
