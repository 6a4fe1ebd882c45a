import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "./icon.tsx";
import styles from "./notice.module.css";

interface Notice {
  readonly text: string;
  readonly isError: boolean;
}

let current: Notice | undefined;
const listeners = new Set<() => void>();

function show(notice: Notice | undefined): void {
  current = notice;
  for (const listener of listeners) listener();
}

/** Shows what was done for a few seconds, and announces it to screen readers. */
export const notify = (text: string): void => show({ text, isError: false });

/** Shows what could not be done and why. */
export const notifyError = (text: string): void => show({ text, isError: true });

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const SHOWN_MS = 4_000;

/** The place of notices, once in the frame. */
export function NoticeArea() {
  const notice = useSyncExternalStore(subscribe, () => current);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => show(undefined), notice.isError ? 2 * SHOWN_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className={styles.area} role="status">
      {notice && (
        <p className={styles.notice}>
          <Icon name={notice.isError ? "warning" : "check"} />
          {notice.text}
        </p>
      )}
    </div>
  );
}
