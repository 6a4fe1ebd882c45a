import { clock } from "../../../text/times.ts";
import styles from "./time-button.module.css";

/** The time of a row: plays from there. */
export function TimeButton(props: { at: number; onSeek: (time: number) => void }) {
  const time = clock(Math.floor(props.at));
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`Play from ${time}`}
      onClick={(event) => {
        event.stopPropagation();
        props.onSeek(props.at);
      }}
    >
      {time}
    </button>
  );
}
