import type { ReactNode } from "react";
import styles from "./view.module.css";

/** A part of the settings, with its title beside it. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <div className={styles.content}>{children}</div>
    </section>
  );
}
