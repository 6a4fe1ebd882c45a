import styles from "./page.module.css";

/** The shape of the page, while the session is being loaded. */
export function Skeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the session">
      <i className={styles.skeletonTitle} />
      <i className={styles.skeletonLine} />
      <div className={styles.skeletonAxis} />
    </div>
  );
}
