import styles from "./page.module.css";

export const TABS = ["Transcript", "Summary", "Audio", "Latency", "Fields"] as const;
export type Tab = (typeof TABS)[number];

/** On narrow screens, the facts are beside the transcript as tabs. */
export function Tabs({ tab, onChange }: { tab: Tab; onChange: (tab: Tab) => void }) {
  return (
    <nav className={styles.tabs} aria-label="Parts of the session">
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={name === tab ? "page" : undefined}
          onClick={() => onChange(name)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
