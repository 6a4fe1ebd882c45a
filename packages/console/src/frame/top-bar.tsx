import { useRouter } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useBrowserSession } from "../app/browser-session.ts";
import { Icon } from "../components/icon.tsx";
import { Mark } from "../components/mark.tsx";
import { Account } from "./account.tsx";
import { pagesFor } from "./pages.ts";
import rail from "./rail.module.css";
import styles from "./top-bar.module.css";

/** On a phone, in place of the rail: a button that opens the pages. */
export function TopBar() {
  const session = useBrowserSession();
  const router = useRouter();
  return (
    <div className={styles.bar}>
      <DialogTrigger>
        <AriaButton className={styles.menu as string} aria-label="Menu">
          <Icon name="menu" />
        </AriaButton>
        <ModalOverlay className={styles.overlay as string} isDismissable>
          <Modal className={styles.drawer as string}>
            <Dialog aria-label="Menu" className={styles.dialog as string}>
              {({ close }) => (
                <>
                  {pagesFor(session).map(({ to, title, icon }) => (
                    <a
                      key={to}
                      href={to}
                      className={rail.page}
                      onClick={(event) => {
                        event.preventDefault();
                        close();
                        void router.navigate({ to });
                      }}
                    >
                      <Icon name={icon} />
                      <span>{title}</span>
                    </a>
                  ))}
                  <div className={rail.foot}>
                    <Account />
                  </div>
                </>
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
      <Mark />
      <span className={styles.organisation} dir="auto">
        {session.organisation}
      </span>
    </div>
  );
}
