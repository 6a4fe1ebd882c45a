import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import styles from "./pop-up.module.css";

/** A dialog in the middle of the page. Escape and a press beside it close it. */
export function PopUp(props: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => isOpen || props.onClose()}
      className={styles.overlay as string}
    >
      <Modal className={styles.modal as string}>
        <Dialog className={styles.dialog as string}>
          <header className={styles.head}>
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <Button kind="quiet" icon aria-label="Close" onPress={props.onClose}>
              <Icon name="close" />
            </Button>
          </header>
          {props.children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
