import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useBrowserSession } from "../app/browser-session.ts";
import { useShortcuts } from "../app/keyboard.ts";
import { NoticeArea } from "../components/notice.tsx";
import styles from "./frame.module.css";
import { pagesFor } from "./pages.ts";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

const KeyList = lazy(() => import("./key-list.tsx"));

/** What surrounds every page: the rail with the pages, or the bar at the top of a phone. */
export function Frame() {
  const router = useRouter();
  const session = useBrowserSession();
  const [showsKeys, setShowsKeys] = useState(false);
  useShortcuts("Everywhere", [
    { key: "?", does: "Keyboard shortcuts", run: () => setShowsKeys(true) },
    ...pagesFor(session).map(({ to, key, title }) => ({
      key: `g ${key}`,
      does: `Go to ${title}`,
      run: () => void router.navigate({ to }),
    })),
  ]);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <TopBar />
      <Rail />
      <main id="content" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <NoticeArea />
      {showsKeys && (
        <Suspense>
          <KeyList onClose={() => setShowsKeys(false)} />
        </Suspense>
      )}
    </div>
  );
}
