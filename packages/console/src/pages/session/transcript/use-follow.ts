import { type RefObject, useEffect } from "react";

/** Keys by which a reader scrolls. */
const SCROLL_KEYS = new Set(["PageUp", "PageDown", "Home", "End"]);

/** Calls a function when the reader scrolls an element. A scroll by the page itself is not one. */
export function useReaderScroll(
  scroller: RefObject<HTMLElement | null>,
  onScroll: () => void,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onKey = ({ key }: KeyboardEvent) => SCROLL_KEYS.has(key) && onScroll();
    // A press on the element itself, not on what it contains, is one on its scroll bar.
    const onPress = (event: PointerEvent) => event.target === element && onScroll();
    element.addEventListener("wheel", onScroll, { passive: true });
    element.addEventListener("touchmove", onScroll, { passive: true });
    element.addEventListener("keydown", onKey);
    element.addEventListener("pointerdown", onPress);
    return () => {
      element.removeEventListener("wheel", onScroll);
      element.removeEventListener("touchmove", onScroll);
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("pointerdown", onPress);
    };
  }, [scroller, onScroll]);
}
