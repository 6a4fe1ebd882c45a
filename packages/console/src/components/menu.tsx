import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";

/** An item of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly name: string;
  /** Shown at the end of its line. */
  readonly end?: ReactNode;
  readonly isDisabled?: boolean;
}

/** Items of a menu that belong together. */
export interface MenuSection {
  readonly title?: string;
  readonly items: readonly MenuItem[];
  /** The ids of the items with a check. Without it, the items are actions. */
  readonly selected?: readonly string[];
  /** Whether several items can have a check. */
  readonly isMultiple?: boolean;
  /** Called with the item that was chosen or, if several can be, with all that have a check. */
  readonly onChoose: (ids: readonly string[]) => void;
}

/** Menus are loaded when they are first needed, so that the page loads faster. */
const load = () => import("./menu-popover.tsx");
const MenuPopover = lazy(load);

/** A button that opens a menu. */
export function Menu(props: {
  label: ReactNode;
  /** The name of the button, if its label is not text. */
  name?: string;
  kind?: ButtonProps["kind"];
  className?: string | undefined;
  /** Whether the button is not a tab stop. */
  excludeFromTabOrder?: boolean;
  sections: readonly MenuSection[];
  /** A line under the items. */
  note?: ReactNode;
}) {
  const { label, name, kind, className, excludeFromTabOrder, sections, note } = props;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={trigger}
        kind={kind}
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onHoverStart={load}
        onFocus={load}
        onPress={() => setOpen(true)}
        {...(name && { "aria-label": name })}
        {...(excludeFromTabOrder && { excludeFromTabOrder })}
      >
        {label}
      </Button>
      {isOpen && (
        <Suspense>
          <MenuPopover
            trigger={trigger}
            onClose={() => setOpen(false)}
            sections={sections}
            note={note}
            {...(name && { name })}
          />
        </Suspense>
      )}
    </>
  );
}
