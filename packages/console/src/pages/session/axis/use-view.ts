import { useCallback, useState } from "react";
import type { Stretch } from "../model/call.ts";
import { follow, mostZoom, zoomOf, zoomTo, zoomToStretch } from "../model/zoom.ts";
import { useOnTime, usePlayer, useTime } from "../player/use-player.ts";

const FACTOR = 1.6;

/** The stretch of the session that is in view. While it plays, the view follows the playhead page by page. */
export function useView(bounds: Stretch) {
  const player = usePlayer();
  const [chosen, setView] = useState<Stretch>();
  const view = chosen ?? bounds;
  const zoom = zoomOf(view, bounds);

  const change = useCallback(
    (next: Stretch) => setView(zoomOf(next, bounds) <= 1.001 ? undefined : next),
    [bounds],
  );
  useOnTime(
    useCallback(
      (time: number) => {
        if (chosen && player.state.isPlaying) {
          const next = follow(chosen, bounds, time);
          if (next !== chosen) setView(next);
        }
      },
      [chosen, bounds, player],
    ),
  );
  const setZoom = (next: number, pivot = pivotOf(view, player.time)) =>
    change(zoomTo(view, bounds, next, pivot));
  return {
    view,
    zoom,
    most: mostZoom(bounds),
    setZoom,
    zoomIn: () => setZoom(zoom * FACTOR),
    zoomOut: () => setZoom(zoom / FACTOR),
    fit: () => setView(undefined),
    select: (stretch: Stretch) => change(zoomToStretch(stretch, bounds)),
    /** Brings a time into view. */
    show: (time: number) => chosen && setView(follow(chosen, bounds, time)),
  };
}

export type View = ReturnType<typeof useView>;

/** Zooming with the keyboard keeps the playhead in its place if it is in view. */
const pivotOf = (view: Stretch, time: number): number =>
  time >= view.start && time <= view.end ? time : (view.start + view.end) / 2;

/** Whether a time is in view, for the playhead. */
export const useIsInView = ({ start, end }: Stretch): boolean =>
  useTime((time) => time >= start && time <= end);
