import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps,
  type MenuProps,
  MenuTrigger,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Button, type ButtonProps } from "./button.tsx";
import { Icon } from "./icon.tsx";
import styles from "./menu.module.css";

/** A button that opens a menu. */
export function Menu(
  props: Pick<
    MenuProps<object>,
    "onAction" | "selectionMode" | "selectedKeys" | "onSelectionChange"
  > & {
    label: ReactNode;
    /** The name of the button, if its label is not text. */
    name?: string | undefined;
    kind?: ButtonProps["kind"];
    className?: string | undefined;
    /** A line under the items. */
    note?: ReactNode;
    children: ReactNode;
  },
) {
  const { label, name, kind, className, note, children, ...menu } = props;
  return (
    <MenuTrigger>
      <Button kind={kind} className={className} {...(name && { "aria-label": name })}>
        {label}
      </Button>
      <Popover className={styles.popover as string} offset={4}>
        <AriaMenu {...menu} className={styles.menu as string}>
          {children}
        </AriaMenu>
        {note && <p className={styles.note}>{note}</p>}
      </Popover>
    </MenuTrigger>
  );
}

/** An item of a menu. In a menu with a selection, it has a check if it is selected. */
export function MenuItem(
  props: Omit<MenuItemProps, "children" | "className"> & {
    children: ReactNode;
    end?: ReactNode;
  },
) {
  const { children, end, ...item } = props;
  const text = typeof children === "string" ? children : undefined;
  return (
    <AriaMenuItem {...item} {...(text && { textValue: text })} className={styles.item as string}>
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode !== "none" && (
            <span className={styles.check}>{isSelected && <Icon name="check" />}</span>
          )}
          {children}
          {end && <span className={styles.end}>{end}</span>}
        </>
      )}
    </AriaMenuItem>
  );
}
