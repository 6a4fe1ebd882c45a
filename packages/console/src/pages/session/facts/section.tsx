import type { ReactNode } from "react";
import styles from "./facts.module.css";

/** A part of the facts: its title, the content at the end of its line, and its body. */
export function Section(props: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>
        {props.title}
        {props.end && <span className={styles.end}>{props.end}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** A part that could not be loaded. The others are not affected. */
export function Failure({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <p className={styles.failure} role="alert">
      {what} could not be loaded.{" "}
      <button type="button" className="link" onClick={onRetry}>
        Try again
      </button>
    </p>
  );
}

/** A time that leads to its second. */
export function TimeLink(props: { at: number; text: string; onSeek: (time: number) => void }) {
  return (
    <button type="button" className="link" onClick={() => props.onSeek(props.at)}>
      {props.text}
    </button>
  );
}
