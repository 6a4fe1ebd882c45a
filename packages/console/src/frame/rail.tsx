import { Link } from "@tanstack/react-router";
import { useBrowserSession } from "../app/browser-session.ts";
import { Icon } from "../components/icon.tsx";
import { Mark } from "../components/mark.tsx";
import { Account } from "./account.tsx";
import { pagesFor } from "./pages.ts";
import styles from "./rail.module.css";

/** The pages and the key in use. Between 720 and 1199 px, the pages are icons. */
export function Rail() {
  const session = useBrowserSession();
  return (
    <nav className={styles.rail} aria-label="Main">
      <div className={styles.organisation}>
        <Mark />
        <span dir="auto">{session.organisation}</span>
      </div>
      {pagesFor(session).map(({ to, title, icon, key }) => (
        <Link key={to} to={to} className={styles.page} title={title} aria-label={title}>
          <Icon name={icon} />
          <span>{title}</span>
          <kbd>G {key.toUpperCase()}</kbd>
        </Link>
      ))}
      <div className={styles.foot}>
        <Account />
      </div>
    </nav>
  );
}
