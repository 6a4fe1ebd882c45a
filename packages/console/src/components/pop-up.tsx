import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import styles from "./pop-up.module.css";

/** A dialog in the middle of the page. */
export function PopUp(props: {
  title: string;
  /** Whether Escape and a press beside the dialog don't close it. It needs a button that does. */
  staysOpen?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, staysOpen = false, onClose, children } = props;
  return (
    <ModalOverlay
      isOpen
      isDismissable={!staysOpen}
      isKeyboardDismissDisabled={staysOpen}
      onOpenChange={(isOpen) => isOpen || onClose()}
      className={styles.overlay as string}
    >
      <Modal className={styles.modal as string}>
        <Dialog className={styles.dialog as string}>
          <header className={styles.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {!staysOpen && (
              <Button kind="quiet" icon aria-label="Close" onPress={onClose}>
                <Icon name="close" />
              </Button>
            )}
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
