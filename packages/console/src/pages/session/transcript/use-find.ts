import { useDeferredValue, useMemo, useState } from "react";
import { find, type Row } from "../model/rows.ts";

/** The rows that contain what is looked for, and the one among them that is shown. */
export function useFind(rows: readonly Row[], show: (row: number) => void) {
  const [text, setText] = useState("");
  const [position, setPosition] = useState(0);
  const wanted = useDeferredValue(text);
  const found = useMemo(() => find(rows, wanted), [rows, wanted]);
  const move = (by: number) => {
    if (found.length === 0) return;
    const next = (position + by + found.length) % found.length;
    setPosition(next);
    show(found[next]!);
  };
  const change = (next: string) => {
    setText(next);
    setPosition(0);
    const [first] = find(rows, next);
    if (first !== undefined) show(first);
  };
  return { text, wanted, change, move, count: found.length, position };
}

export type Find = ReturnType<typeof useFind>;
