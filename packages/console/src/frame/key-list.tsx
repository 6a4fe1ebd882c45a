import { activeGroups } from "../app/keyboard.ts";
import { PopUp } from "../components/pop-up.tsx";
import styles from "./key-list.module.css";

/** All shortcuts of the page that is open. */
export default function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <PopUp title="Keys" onClose={onClose}>
      <div className={styles.groups}>
        {activeGroups().map(({ name, shortcuts }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl className={styles.keys}>
              {shortcuts.map(({ key, does }) => (
                <div key={key}>
                  <dt>
                    {key.split(" ").map((part) => (
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

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  "": "Space",
};

const nameOf = (key: string) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
