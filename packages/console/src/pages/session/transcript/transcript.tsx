import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { useIsPhone, useMedia } from "../../../app/media.ts";
import { Blank } from "../../../components/blank.tsx";
import { Button } from "../../../components/button.tsx";
import { LoadError } from "../../../components/load-error.tsx";
import { counted } from "../../../text/numbers.ts";
import { clock } from "../../../text/times.ts";
import type { Row } from "../model/rows.ts";
import { turnAt } from "../model/turn-ends.ts";
import { Switch } from "../player/switch.tsx";
import { usePlayerState, useTime } from "../player/use-player.ts";
import type { Call } from "../use-call.ts";
import { FindField } from "./find-field.tsx";
import { Rows, type RowsHandle } from "./rows.tsx";
import styles from "./transcript.module.css";
import { useFind } from "./use-find.ts";
import { useReaderScroll } from "./use-follow.ts";

/** What was said, with tool calls and long pauses in their places. The turn that is spoken stays in view. */
export function Transcript(props: {
  call: Call;
  /** What scrolls: the transcript itself or, on a phone, the page. */
  scroller: RefObject<HTMLElement | null>;
  findField: RefObject<HTMLInputElement | null>;
  follows: boolean;
  onFollow: (follows: boolean) => void;
  onSeek: (time: number) => void;
}) {
  const { call, scroller, findField, follows, onFollow, onSeek } = props;
  const { rows, turns, tools, timeline } = call;
  const list = useRef<RowsHandle>(null);
  const jumps = useMedia("(prefers-reduced-motion: reduce)");
  const turn = useTime((time) => turnAt(turns, time));
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const rowOfTurn = useMemo(() => rowsOfTurns(rows), [rows]);
  const current = rowOfTurn[turn] ?? -1;

  useReaderScroll(
    scroller,
    useCallback(() => onFollow(false), [onFollow]),
  );
  const isPhone = useIsPhone();
  // On a phone, the axis would leave the view with each place that the reader presses on it.
  const isFollowing = follows && (isPlaying || !isPhone);
  useEffect(() => {
    if (!isFollowing || current < 0) return;
    const behavior = jumps || !isPlaying ? "auto" : "smooth";
    // Rows that have just been loaded are measured before they can be scrolled to.
    const frame = requestAnimationFrame(() => list.current?.show(current, behavior));
    return () => cancelAnimationFrame(frame);
  }, [isFollowing, current, jumps, isPlaying]);

  const find = useFind(rows, (row) => {
    onFollow(false);
    list.current?.show(row, "auto");
  });

  if (timeline.isError) {
    return (
      <LoadError
        title="The transcript could not be loaded"
        error={timeline.error}
        kept="The recording is not affected."
        onRetry={() => void timeline.refetch()}
      />
    );
  }
  if (timeline.isPending) return <Loading />;
  if (rows.length === 0) {
    return (
      <Blank title="No transcript">
        <p>No turns and no tool calls are stored for this session.</p>
      </Blank>
    );
  }
  return (
    <>
      <div className={styles.bar}>
        <FindField find={find} ref={findField} />
        <span className={styles.counts}>
          {counted(turns.length, "turn")}, {counted(tools.length, "tool call")}
        </span>
        <Switch name="Follow" isOn={follows} onChange={onFollow} />
      </div>
      <Rows
        ref={list}
        rows={rows}
        current={current}
        wanted={find.wanted}
        scroller={scroller}
        onSeek={onSeek}
      />
      {!follows && current >= 0 && <BackButton onPress={() => onFollow(true)} />}
    </>
  );
}

function BackButton({ onPress }: { onPress: () => void }) {
  const second = useTime(Math.floor);
  return (
    <div className={styles.back}>
      <Button onPress={onPress}>Back to {clock(second)}</Button>
    </div>
  );
}

const LINES = [62, 48, 70, 34, 56, 44, 66, 30];

function Loading() {
  return (
    <div className={styles.loading} role="status" aria-label="Loading the transcript">
      {LINES.map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

/** The row of each turn, by the number of the turn. */
function rowsOfTurns(rows: readonly Row[]): number[] {
  const found: number[] = [];
  for (const [index, row] of rows.entries()) if (row.kind === "turn") found[row.turn.index] = index;
  return found;
}
