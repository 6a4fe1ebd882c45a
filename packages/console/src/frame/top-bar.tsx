import { lazy, Suspense, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { useBrowserSession } from "../app/browser-session.ts";
import { Icon } from "../components/icon.tsx";
import { Mark } from "../components/mark.tsx";
import styles from "./top-bar.module.css";

const Drawer = lazy(() => import("./drawer.tsx"));

/** On a phone, in place of the rail: a button that opens the pages. */
export function TopBar() {
  const { organisation } = useBrowserSession();
  const [isOpen, setOpen] = useState(false);
  return (
    <header className={styles.bar}>
      <AriaButton
        className={styles.menu as string}
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
      >
        <Icon name="menu" />
      </AriaButton>
      <Mark />
      <span className={styles.organisation} dir="auto">
        {organisation}
      </span>
      {isOpen && (
        <Suspense>
          <Drawer onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </header>
  );
}
