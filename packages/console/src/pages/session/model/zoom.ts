import type { Stretch } from "./call.ts";

/** The least time that is shown, in seconds. */
const LEAST = 2;

/** The greatest zoom of a session of this length. */
export const mostZoom = (all: Stretch): number => Math.max(1, (all.end - all.start) / LEAST);

export const zoomOf = (view: Stretch, all: Stretch): number =>
  (all.end - all.start) / (view.end - view.start);

/**
 * The stretch that is shown after zooming.
 * @param zoom 1 shows everything
 * @param pivot the time that stays at its place
 */
export function zoomTo(view: Stretch, all: Stretch, zoom: number, pivot: number): Stretch {
  const bounded = Math.min(Math.max(zoom, 1), mostZoom(all));
  const length = (all.end - all.start) / bounded;
  const share = (pivot - view.start) / (view.end - view.start);
  return moveTo(pivot - share * length, length, all);
}

/** The stretch of this length, inside the session. */
function moveTo(start: number, length: number, all: Stretch): Stretch {
  const bounded = Math.min(Math.max(start, all.start), all.end - length);
  return { start: bounded, end: bounded + length };
}

/** The view of the selected stretch. */
export function zoomToStretch({ start, end }: Stretch, all: Stretch): Stretch {
  const length = Math.min(Math.max(end - start, LEAST), all.end - all.start);
  return moveTo((start + end - length) / 2, length, all);
}

/** The view, moved by a page if the time is outside. Following a playhead, it moves rarely. */
export function follow(view: Stretch, all: Stretch, time: number): Stretch {
  if (time >= view.start && time <= view.end) return view;
  const length = view.end - view.start;
  return moveTo(time - length * 0.05, length, all);
}
