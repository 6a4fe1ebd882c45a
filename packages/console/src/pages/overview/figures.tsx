import styles from "./figures.module.css";
import type { Figures as Numbers } from "./model/figures.ts";
import { SessionsLink } from "./sessions-link.tsx";

const TITLES = [
  "Sessions",
  "Median duration",
  "Response gap p95",
  "Labelled BAD",
  "With tool errors",
  "With audio faults",
] as const;

/** The numbers at the top of the page, each a link to its sessions. */
export function Figures({ numbers, isStale }: { numbers: Numbers | undefined; isStale: boolean }) {
  return (
    <ul className={styles.figures} data-stale={isStale} aria-label="Figures">
      {TITLES.map((title, index) => {
        const figure = numbers?.figures[index];
        return (
          <li key={title}>
            <SessionsLink search={figure?.link} className={styles.figure}>
              <span className={styles.title}>{title}</span>
              <span className={styles.value}>
                {figure?.value ?? <i className={styles.skeleton} />}
              </span>
              <span className={styles.note}>{figure?.note}</span>
            </SessionsLink>
          </li>
        );
      })}
    </ul>
  );
}
