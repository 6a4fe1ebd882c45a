import type { ReactNode, RefObject } from "react";
import { Header } from "react-aria-components/Header";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon } from "./icon.tsx";
import styles from "./menu.module.css";
import type { MenuItem, MenuSection } from "./menu.tsx";

/** The menu of a button, while it is open. */
export default function MenuPopover(props: {
  trigger: RefObject<HTMLButtonElement | null>;
  name?: string;
  sections: readonly MenuSection[];
  note: ReactNode;
  onClose: () => void;
}) {
  const { trigger, sections, note, onClose } = props;
  const name = props.name ?? trigger.current?.textContent ?? "Menu";
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      onOpenChange={(isOpen) => isOpen || onClose()}
      aria-label={name}
      className={styles.popover as string}
      placement="bottom start"
      offset={4}
    >
      <AriaMenu
        aria-label={name}
        className={styles.menu as string}
        autoFocus="first"
        onClose={onClose}
      >
        {sections.map((section) => (
          <Section key={section.title ?? ""} section={section} />
        ))}
      </AriaMenu>
      {note && <p className={styles.note}>{note}</p>}
    </Popover>
  );
}

function Section({ section }: { section: MenuSection }) {
  const { title, items, selected, isMultiple, onChoose } = section;
  const children = [
    title && (
      <Header key="title" className={styles.title as string}>
        {title}
      </Header>
    ),
    ...items.map((item) => (
      <Item key={item.id} item={item} {...(!selected && { onAction: () => onChoose([item.id]) })} />
    )),
  ];
  if (!selected) {
    return <AriaMenuSection aria-label={title ?? "Actions"}>{children}</AriaMenuSection>;
  }
  return (
    <AriaMenuSection
      aria-label={title ?? "Choices"}
      selectionMode={isMultiple ? "multiple" : "single"}
      selectedKeys={selected}
      disallowEmptySelection
      onSelectionChange={(keys) =>
        onChoose(keys === "all" ? items.map(({ id }) => id) : [...keys].map(String))
      }
    >
      {children}
    </AriaMenuSection>
  );
}

function Item({ item, onAction }: { item: MenuItem; onAction?: () => void }) {
  const { id, name, end, isDisabled } = item;
  return (
    <AriaMenuItem
      id={id}
      textValue={name}
      className={styles.item as string}
      {...(isDisabled && { isDisabled })}
      {...(onAction && { onAction })}
    >
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode !== "none" && (
            <span className={styles.check}>{isSelected && <Icon name="check" />}</span>
          )}
          {name}
          {end && <span className={styles.end}>{end}</span>}
        </>
      )}
    </AriaMenuItem>
  );
}
