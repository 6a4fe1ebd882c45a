import { type ReactNode, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { classes } from "../components/classes.ts";
import { Icon, type IconName } from "../components/icon.tsx";
import styles from "./chip.module.css";

/** A filter: a button that opens its form and, if it is set, a button that clears it. */
export function Chip(props: {
  title: string;
  /** The value in words, and what follows it in plain type. */
  value?: string | undefined;
  after?: string | undefined;
  icon?: IconName;
  isSet: boolean;
  onClear?: (() => void) | undefined;
  /** Whether the form is open at first, because the filter was just added. */
  startsOpen?: boolean;
  onClose?: () => void;
  children: (close: () => void) => ReactNode;
}) {
  const { title, value, after, icon, isSet, onClear, onClose } = props;
  const [isOpen, setOpen] = useState(props.startsOpen ?? false);
  const change = (open: boolean) => {
    setOpen(open);
    if (!open) onClose?.();
  };
  return (
    <div className={classes(styles.chip, isSet && styles.set)}>
      <DialogTrigger isOpen={isOpen} onOpenChange={change}>
        <AriaButton className={styles.edit as string}>
          {icon && <Icon name={icon} />}
          {title}
          {value && <b dir="auto">{value}</b>}
          {after}
          {!(isSet && onClear) && <Icon name="down" small />}
        </AriaButton>
        <Popover className={styles.popover as string} placement="bottom start" offset={4}>
          <Dialog className={styles.dialog as string} aria-label={title}>
            {({ close }) => props.children(close)}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {isSet && onClear && (
        <AriaButton
          className={styles.clear as string}
          aria-label={`Clear the filter ${title}`}
          onPress={onClear}
        >
          <Icon name="close" small />
        </AriaButton>
      )}
    </div>
  );
}
