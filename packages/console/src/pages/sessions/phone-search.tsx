import { type Ref, useEffect, useState } from "react";
import { Icon } from "../../components/icon.tsx";
import type { ListSearch } from "../../filters/search.ts";
import styles from "./phone-search.module.css";

/** How long to wait for the next character, in milliseconds. */
const PAUSE_MS = 350;

/** Searches for a part of the number or address that sessions came from or went to. */
export function PhoneSearch(props: {
  search: ListSearch;
  onChange: (change: Partial<ListSearch>) => void;
  ref: Ref<HTMLInputElement>;
}) {
  const { search, onChange, ref } = props;
  const [side, setSide] = useState<"source" | "target">(search.target ? "target" : "source");
  const value = search[side] ?? "";
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The address changed, by Back or by another control.
    setKnown(value);
    setText(value);
  }
  const set = (next: string, on = side) => {
    const trimmed = next.trim() || undefined;
    if (trimmed !== search[on]) onChange({ source: undefined, target: undefined, [on]: trimmed });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the text starts the pause
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => set(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <form
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        set(text);
      }}
    >
      <Icon name="search" />
      <select
        aria-label="Where to search"
        className={styles.side}
        value={side}
        onChange={(event) => {
          const chosen = event.target.value as "source" | "target";
          setSide(chosen);
          setKnown(search[chosen] ?? "");
          if (text.trim()) set(text, chosen);
        }}
      >
        <option value="source">From</option>
        <option value="target">To</option>
      </select>
      <input
        ref={ref}
        aria-label="Phone number"
        aria-keyshortcuts="/"
        placeholder="Any part of a number"
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) set("");
          setText("");
          event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </form>
  );
}
