import { type PointerEvent, type RefObject, useEffect, useState } from "react";
import type { Stretch } from "../model/call.ts";
import type { TimeScale } from "../model/time-scale.ts";
import type { View } from "./use-view.ts";

/** A shorter drag is a click, in pixels. */
const LEAST_DRAG = 6;
const WHEEL_FACTOR = 1.0015;

/** What the pointer does on the plot: hovers, clicks to seek, drags to zoom, turns the wheel with Ctrl to zoom. */
export function usePointer(
  plot: RefObject<HTMLDivElement | null>,
  scale: TimeScale,
  view: View,
  onSeek: (time: number) => void,
) {
  const [hover, setHover] = useState<number>();
  const [from, setFrom] = useState<number>();
  const xOf = (event: { clientX: number }) => {
    const left = plot.current?.getBoundingClientRect().left ?? 0;
    return Math.min(Math.max(event.clientX - left, 0), scale.width);
  };
  const isDrag = from !== undefined && hover !== undefined && Math.abs(hover - from) >= LEAST_DRAG;

  // React listens to the wheel passively, so it could not keep the page from zooming.
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      view.setZoom(view.zoom * WHEEL_FACTOR ** -event.deltaY, scale.seconds(xOf(event)));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  const selected: Stretch | undefined = isDrag
    ? { start: Math.min(from, hover), end: Math.max(from, hover) }
    : undefined;
  return {
    /** The position of the pointer, in pixels. */
    hover,
    /** The stretch that is being dragged over, in pixels. */
    selected,
    handlers: {
      onPointerMove: (event: PointerEvent) => setHover(xOf(event)),
      onPointerLeave: () => setHover(undefined),
      onPointerDown(event: PointerEvent<HTMLDivElement>) {
        if (event.button !== 0 || (event.target as Element).closest("button")) return;
        setHover(xOf(event));
        setFrom(xOf(event));
        if (event.pointerType === "mouse") event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerUp(event: PointerEvent) {
        if (from === undefined) return;
        setFrom(undefined);
        if (selected)
          view.select({ start: scale.seconds(selected.start), end: scale.seconds(selected.end) });
        else onSeek(scale.seconds(xOf(event)));
      },
      onPointerCancel: () => setFrom(undefined),
    },
  };
}
