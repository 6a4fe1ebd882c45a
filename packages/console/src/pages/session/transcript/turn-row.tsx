import { classes } from "../../../components/classes.ts";
import { Icon } from "../../../components/icon.tsx";
import { clock } from "../../../text/times.ts";
import { SIDE_NAMES } from "../model/call.ts";
import { secondsText } from "../model/findings.ts";
import type { TurnRow as Row } from "../model/rows.ts";
import { Highlight } from "./highlight.tsx";
import { SaidText } from "./said-text.tsx";
import { TimeButton } from "./time-button.tsx";
import styles from "./turn-row.module.css";

export function TurnRow(props: {
  row: Row;
  isCurrent: boolean;
  wanted: string;
  onSeek: (time: number) => void;
}) {
  const { row, isCurrent, wanted, onSeek } = props;
  const { turn } = row;
  const name = turn.side ? SIDE_NAMES[turn.side] : "Other";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time is a button that does the same
    // biome-ignore lint/a11y/noStaticElementInteractions: the time is a button that does the same
    <div
      className={classes(
        styles.line,
        row.sound && styles.silent,
        isCurrent && styles.now,
        turn.side && styles[turn.side],
      )}
      aria-current={isCurrent || undefined}
      onClick={() => {
        // A reader who selects text wants to copy it.
        if (getSelection()?.isCollapsed !== false) onSeek(turn.start);
      }}
    >
      <TimeButton at={turn.start} onSeek={onSeek} />
      <span className={styles.speaker}>
        <i className={turn.side && styles[`${turn.side}Swatch`]} />
        {name}
      </span>
      <p className={styles.text} dir="auto" lang={turn.lang}>
        {isCurrent && !wanted ? (
          <SaidText turn={turn} />
        ) : (
          <Highlight text={turn.text} wanted={wanted} />
        )}
      </p>
      <GapText row={row} />
    </div>
  );
}

/** What was between this turn and the one before, or why it can't be heard. */
function GapText({ row: { gap, sound } }: { row: Row }) {
  if (sound) {
    return (
      <span className={classes(styles.gap, styles.lost)}>
        <Icon name="muted" />
        {sound === "none" ? "no sound" : `cut at ${clock(Math.floor(sound.cutAt))}`}
      </span>
    );
  }
  if (!gap) return <span className={styles.gap} />;
  if (gap.kind === "over") {
    return (
      <span className={styles.gap}>
        <Icon name="talkOver" />
        talk-over {secondsText(gap.seconds)}
      </span>
    );
  }
  return (
    <span className={classes(styles.gap, gap.kind === "waited" && styles.long)}>
      {gap.kind} {secondsText(gap.seconds)}
    </span>
  );
}
