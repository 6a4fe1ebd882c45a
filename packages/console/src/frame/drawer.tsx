import { useRouter } from "@tanstack/react-router";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useBrowserSession } from "../app/browser-session.ts";
import { Icon } from "../components/icon.tsx";
import { Account } from "./account.tsx";
import styles from "./drawer.module.css";
import { pagesFor } from "./pages.ts";
import rail from "./rail.module.css";

/** The pages and the key in use, over the page of a phone. */
export default function Drawer({ onClose }: { onClose: () => void }) {
  const session = useBrowserSession();
  const router = useRouter();
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => isOpen || onClose()}
      className={styles.overlay as string}
    >
      <Modal className={styles.drawer as string}>
        <Dialog aria-label="Menu" className={styles.dialog as string}>
          {pagesFor(session).map(({ to, title, icon }) => (
            <a
              key={to}
              href={to}
              className={rail.page}
              aria-current={router.state.location.pathname.startsWith(to) ? "page" : undefined}
              onClick={(event) => {
                event.preventDefault();
                onClose();
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
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
