import type { SessionLabel } from "syllable-sdk/models/components";
import styles from "./label-mark.module.css";

/** The shape of a rating: a disc is GOOD, a ring OK, a diamond BAD. */
export function RatingShape({ code }: { code: string }) {
  return (
    <svg className={styles[code]} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {code === "GOOD" && <circle cx="5" cy="5" r="4" fill="currentColor" />}
      {code === "OK" && (
        <circle cx="5" cy="5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
      {code === "BAD" && <path d="M5 .6L9.4 5 5 9.4.6 5z" fill="currentColor" />}
    </svg>
  );
}

/** A label: its shape, its rating and who gave it. */
export function LabelMark({ label, reviewer }: { label: SessionLabel; reviewer: string }) {
  return (
    <span className={styles.label}>
      <RatingShape code={label.code} />
      {label.code}
      <span className={styles.who} dir="auto">
        {authorOf(label, reviewer)}
      </span>
    </span>
  );
}

/** `auto` for a program, `you` for the viewer, otherwise the address without its domain. */
export function authorOf({ type, userEmail }: SessionLabel, reviewer: string): string {
  if (type !== "human-rating") return "auto";
  return userEmail === reviewer ? "you" : userEmail.replace(/@.*$/, "");
}

/** The label that counts: the newest of a person, otherwise the newest of a program. */
export function labelThatCounts(labels: readonly SessionLabel[]): SessionLabel | undefined {
  const newest = (type: boolean) =>
    labels
      .filter((label) => (label.type === "human-rating") === type)
      .reduce<SessionLabel | undefined>(
        (best, label) => (best && best.id > label.id ? best : label),
        undefined,
      );
  return newest(true) ?? newest(false);
}
