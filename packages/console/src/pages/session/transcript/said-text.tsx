import type { Turn } from "../model/call.ts";
import { saidLength } from "../model/words.ts";
import { useTime } from "../player/use-player.ts";
import styles from "./turn-row.module.css";

/** The text of the turn that is spoken now: the words that were said are underlined. */
export function SaidText({ turn: { text, start, end, side } }: { turn: Turn }) {
  const length = useTime((time) => saidLength(text, (time - start) / (end - start)));
  return (
    <>
      <span className={side && styles[`${side}Said`]}>{text.slice(0, length)}</span>
      {text.slice(length)}
    </>
  );
}
