import { type ReactNode, useEffect } from "react";
import styles from "./page-head.module.css";

/** The head of a page: its title, the content beside it, and its actions at the end. */
export function PageHead(props: { title: string; children?: ReactNode; actions?: ReactNode }) {
  const { title, children, actions } = props;
  useTitle(title);
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}

/** Sets the title of the document. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Syllable Sessions`;
  }, [title]);
}
