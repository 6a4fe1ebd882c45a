import type { KeyboardEvent, RefObject } from "react";
import { Icon } from "../../../components/icon.tsx";
import styles from "./transcript.module.css";
import type { Find } from "./use-find.ts";

/** Finds text in the transcript. Enter goes to the next place, with Shift to the previous one. */
export function FindField({ find, ref }: { find: Find; ref: RefObject<HTMLInputElement | null> }) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") find.move(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      event.stopPropagation();
      find.change("");
      event.currentTarget.blur();
    }
  };
  const hasText = find.text.trim() !== "";
  return (
    <label className={styles.find}>
      <Icon name="search" />
      <input
        ref={ref}
        type="text"
        aria-label="Find in transcript"
        placeholder="Find in transcript"
        dir="auto"
        value={find.text}
        onChange={({ target }) => find.change(target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status">
        {hasText && (find.count === 0 ? "No matches" : `${find.position + 1} of ${find.count}`)}
      </span>
      {!hasText && <kbd>F</kbd>}
    </label>
  );
}
