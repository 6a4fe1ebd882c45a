import styles from "./mark.module.css";

/** The mark of the product. */
export function Mark() {
  return (
    <span className={styles.mark} aria-hidden="true">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path
          d="M2 5v4M5.3 2v10M8.7 4v6M12 6v2"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
        />
      </svg>
    </span>
  );
}
