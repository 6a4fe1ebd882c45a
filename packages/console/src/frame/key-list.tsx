import { activeGroups, type Shortcut } from "../app/keyboard.ts";
import { PopUp } from "../components/pop-up.tsx";
import styles from "./key-list.module.css";

/** All shortcuts of the page that is open. */
export default function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <PopUp title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.groups}>
        {activeGroups().map(({ name, shortcuts }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl className={styles.keys}>
              {byEffect(shortcuts).map(([does, keys]) => (
                <div key={does}>
                  <dt>
                    {keys
                      .flatMap((key) => key.split(/ (?=.)/))
                      .map((part) => (
                        <kbd key={part}>{nameOf(part)}</kbd>
                      ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </PopUp>
  );
}

/** The keys of each effect, in the order of the shortcuts. */
function byEffect(shortcuts: readonly Shortcut[]): [does: string, keys: string[]][] {
  const keys = new Map<string, string[]>();
  for (const { does, key } of shortcuts) keys.set(does, [...(keys.get(does) ?? []), key]);
  return [...keys];
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  " ": "Space",
};

const nameOf = (key: string) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
