import { useCallback, useRef } from "react";
import { clock } from "../../../text/times.ts";
import styles from "./player.module.css";
import { useOnTime } from "./use-player.ts";

/** The time, to a tenth of a second, and the end. Written without rendering: it changes with each frame. */
export function ClockDisplay({ end }: { end: number }) {
  const now = useRef<HTMLElement>(null);
  useOnTime(
    useCallback((time: number) => {
      const tenths = Math.floor(Math.max(0, time) * 10);
      const text = `${clock(Math.floor(tenths / 10))}.${tenths % 10}`;
      if (now.current && now.current.textContent !== text) now.current.textContent = text;
    }, []),
  );
  return (
    <span className={styles.clock}>
      <b ref={now} data-testid="time" /> <span>/ {clock(end)}</span>
    </span>
  );
}
