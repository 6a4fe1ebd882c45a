import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { classes } from "../components/classes.ts";
import { Icon, type IconName } from "../components/icon.tsx";
import styles from "./chip.module.css";

/** Dialogs are loaded when they are first needed, so that the page loads faster. */
const load = () => import("../components/popover-dialog.tsx");
const PopoverDialog = lazy(load);

/** A filter: a button that opens its form and, if it is set, a button that clears it. */
export function Chip(props: {
  title: string;
  /** The value in words, and what follows it in plain type. */
  value?: string | undefined;
  after?: string | undefined;
  icon?: IconName;
  isSet: boolean;
  onClear?: (() => void) | undefined;
  /** Whether the form opens at once, because the filter was just added. */
  startsOpen?: boolean;
  onClose?: () => void;
  children: (close: () => void) => ReactNode;
}) {
  const { title, value, after, icon, isSet, onClear, onClose, startsOpen = false } = props;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  // The form is placed beside the button, so it opens when that is in the document.
  useEffect(() => {
    if (startsOpen) setOpen(true);
  }, [startsOpen]);
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  return (
    <div className={classes(styles.chip, isSet && styles.set)}>
      <AriaButton
        ref={trigger}
        className={styles.edit as string}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onHoverStart={load}
        onFocus={load}
        onPress={() => setOpen(true)}
      >
        {icon && <Icon name={icon} />}
        {title}
        {value && <b dir="auto">{value}</b>}
        {after}
        {!(isSet && onClear) && <Icon name="down" small />}
      </AriaButton>
      {isSet && onClear && (
        <AriaButton
          className={styles.clear as string}
          aria-label={`Clear the ${title} filter`}
          onPress={onClear}
        >
          <Icon name="close" small />
        </AriaButton>
      )}
      {isOpen && (
        <Suspense>
          <PopoverDialog trigger={trigger} name={title || "Date"} onClose={close}>
            {props.children(close)}
          </PopoverDialog>
        </Suspense>
      )}
    </div>
  );
}
