import type { ReactNode } from "react";
import styles from "./blank.module.css";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

/** Shown instead of a result that is empty or could not be loaded. */
export function Blank(props: {
  title: string;
  /** Whether something went wrong. */
  isError?: boolean;
  /** Whether it replaces a whole page, and so has its main heading. */
  isPage?: boolean;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { title, isError = false, isPage = false, children, actions } = props;
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={styles.blank} role={isError ? "alert" : undefined}>
      <Heading className={classes(styles.title, isError && styles.error)}>
        {isError && <Icon name="warning" />}
        {title}
      </Heading>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
