import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

/**
 * Makes the links of an element one tab stop. Arrow keys move between them: up and down to the next one with the
 * same `data-column`.
 */
export function useRoving<Kind extends HTMLElement>(): {
  readonly ref: RefObject<Kind | null>;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
} {
  const ref = useRef<Kind>(null);
  const current = useRef<HTMLElement>(undefined);
  const stopAt = (item: HTMLElement | undefined) => {
    for (const other of itemsIn(ref.current)) other.tabIndex = other === item ? 0 : -1;
    current.current = item;
  };
  // Links come and go with the data, so this runs after every render.
  useEffect(() => {
    const items = itemsIn(ref.current);
    const kept = items.find((item) => item === current.current);
    stopAt(kept ?? items[0]);
  });
  return {
    ref,
    onFocus: ({ target }) => stopAt(target as HTMLElement),
    onKeyDown(event) {
      const next = neighbourOf(event.target as HTMLElement, event.key, itemsIn(ref.current));
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
  };
}

const itemsIn = (parent: HTMLElement | null): HTMLElement[] =>
  parent ? [...parent.querySelectorAll<HTMLElement>("a,button")] : [];

function neighbourOf(item: HTMLElement, key: string, items: readonly HTMLElement[]) {
  const index = items.indexOf(item);
  const { column } = item.dataset;
  const isBelow = (other: HTMLElement) => column !== undefined && other.dataset.column === column;
  switch (key) {
    case "ArrowRight":
      return items[index + 1];
    case "ArrowLeft":
      return items[index - 1];
    case "ArrowDown":
      return items.slice(index + 1).find(isBelow);
    case "ArrowUp":
      return items.slice(0, index).findLast(isBelow);
    case "Home":
      return items[0];
    case "End":
      return items.at(-1);
    default:
      return undefined;
  }
}
