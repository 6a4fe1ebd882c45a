import type { ReactNode, RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import styles from "./popover-dialog.module.css";

/** A small dialog beside the button that opens it. */
export default function PopoverDialog(props: {
  trigger: RefObject<HTMLElement | null>;
  name: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Popover
      isOpen
      triggerRef={props.trigger}
      onOpenChange={(isOpen) => isOpen || props.onClose()}
      className={styles.popover as string}
      placement="bottom start"
      offset={4}
    >
      <Dialog className={styles.dialog as string} aria-label={props.name}>
        {props.children}
      </Dialog>
    </Popover>
  );
}
