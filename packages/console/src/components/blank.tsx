import type { ReactNode } from "react";
import styles from "./blank.module.css";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

/** What stands in the place of a result that is empty or could not be loaded. */
export function Blank(props: {
  title: string;
  /** Whether something went wrong. */
  isError?: boolean;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const { title, isError = false, children, actions } = props;
  return (
    <div className={styles.blank} role={isError ? "alert" : undefined}>
      <h2 className={classes(styles.title, isError && styles.error)}>
        {isError && <Icon name="warning" />}
        {title}
      </h2>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
