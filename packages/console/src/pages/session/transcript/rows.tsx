import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { secondsText } from "../model/findings.ts";
import { lengthOf } from "../model/heard.ts";
import type { Row } from "../model/rows.ts";
import { ToolRow } from "./tool-row.tsx";
import styles from "./transcript.module.css";
import { TurnRow } from "./turn-row.tsx";

export interface RowsHandle {
  /** Scrolls a row to the middle, unless it is well in view. */
  show(row: number, behavior: "auto" | "smooth"): void;
}

const ROW_HEIGHT = 33;
const OVERSCAN = 8;

/** A virtual list of rows: only those in view are rendered. Each has the height of its text. */
export function Rows(props: {
  ref: Ref<RowsHandle>;
  rows: readonly Row[];
  current: number;
  wanted: string;
  scroller: RefObject<HTMLElement | null>;
  onSeek: (time: number) => void;
}) {
  const { ref, rows, current, wanted, scroller, onSeek } = props;
  const list = useRef<HTMLOListElement>(null);
  const margin = useOffset(list, scroller);
  // The tool calls whose fold differs from the usual: errors are open, others are not.
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: margin,
  });
  useImperativeHandle(ref, () => ({
    show: (row, behavior) => virtualizer.scrollToIndex(row, { align: "center", behavior }),
  }));
  const toggle = (index: number) => {
    const next = new Set(toggled);
    if (!next.delete(index)) next.add(index);
    setToggled(next);
  };
  return (
    <ol ref={list} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index]!;
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - margin}px)` }}
          >
            {row.kind === "turn" && (
              <TurnRow row={row} isCurrent={index === current} wanted={wanted} onSeek={onSeek} />
            )}
            {row.kind === "tool" && (
              <ToolRow
                tool={row.tool}
                isOpen={(row.tool.error !== undefined) !== toggled.has(index)}
                onToggle={() => toggle(index)}
                wanted={wanted}
                onSeek={onSeek}
              />
            )}
            {row.kind === "pause" && (
              <p className={styles.pause}>
                <i />
                Silence {secondsText(lengthOf(row.silence))}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** How far the list is below the top of what scrolls, in pixels. */
function useOffset(
  list: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    if (!list.current || !scroller.current) return;
    const { top } = list.current.getBoundingClientRect();
    const next = top - scroller.current.getBoundingClientRect().top + scroller.current.scrollTop;
    if (Math.abs(next - offset) > 1) setOffset(next);
  });
  return offset;
}
