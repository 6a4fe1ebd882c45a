import { useNavigate } from "@tanstack/react-router";
import type { RefObject } from "react";
import { useShortcuts } from "../../app/keyboard.ts";
import { notify, notifyError } from "../../components/notice.tsx";
import type { ListSearch } from "../../filters/search.ts";
import type { View } from "./axis/use-view.ts";
import type { Code, Labelling } from "./head/use-label.ts";
import type { Neighbours } from "./head/use-neighbours.ts";
import { placesOf } from "./model/findings.ts";
import type { LaneName } from "./model/lanes.ts";
import { turnAt } from "./model/turn-ends.ts";
import { copyLink } from "./player/link.ts";
import { FULL, RATES } from "./player/player.ts";
import { STEP } from "./player/player-bar.tsx";
import { usePlayer } from "./player/use-player.ts";
import type { Call } from "./use-call.ts";

const rates: readonly number[] = RATES;

/** A place this close counts as reached, in seconds. */
const NEARLY = 0.1;

/** The shortcuts of the page. */
export function useKeys(page: {
  sessionId: string;
  list: ListSearch;
  call: Call;
  view: View;
  labelling: Labelling;
  neighbours: Neighbours;
  seek: (time: number) => void;
  findField: RefObject<HTMLInputElement | null>;
}): void {
  const { sessionId, list, call, view, labelling, neighbours, seek, findField } = page;
  const player = usePlayer();
  const navigate = useNavigate();

  const step = (by: number) => (event: KeyboardEvent) => {
    if (!event.shiftKey) return seek(player.time + by * STEP);
    const turn = turnAt(call.turns, player.time + (by > 0 ? NEARLY : -NEARLY)) + Math.max(0, by);
    const start = call.turns[turn]?.start;
    if (start !== undefined) seek(start);
  };
  const rate = (by: number) => () => {
    const index = rates.indexOf(player.state.rate) + by;
    const next = rates[index];
    if (next) player.setRate(next);
  };
  const mute = (lane: LaneName) => () => {
    const volume = player.state.volumes[lane] ?? FULL;
    player.setVolume(lane, { ...volume, isMuted: !volume.isMuted });
  };
  const label = (code: Code) => (event: KeyboardEvent) => {
    if (event.repeat || labelling.isAdding) return;
    if (labelling.refusal) return notifyError(`${labelling.refusal}.`);
    void labelling.add({ code }).catch(() => {});
  };
  const nextFinding = () => {
    const places = placesOf(call.findings, call.heard, call.tools);
    const next = places.find((place) => place > player.time + NEARLY) ?? places[0];
    if (next === undefined) notify("There are no findings");
    else seek(next);
  };
  const open = (to: Neighbours["next"]) => () => to && neighbours.open(to);

  useShortcuts("Session", [
    { key: " ", does: "Play or pause", run: () => player.toggle() },
    { key: "ArrowLeft", does: "Back 5 s; with Shift, one turn", run: step(-1) },
    { key: "ArrowRight", does: "Forward 5 s; with Shift, one turn", run: step(1) },
    { key: "j", does: "Next session", run: open(neighbours.next) },
    { key: "k", does: "Previous session", run: open(neighbours.previous) },
    { key: ",", does: "Slower", run: rate(-1) },
    { key: ".", does: "Faster", run: rate(1) },
    {
      key: "s",
      does: "Skip silence",
      run: () => player.setSkipsSilence(!player.state.skipsSilence),
    },
    { key: "c", does: "Mute the caller", run: mute("caller") },
    { key: "a", does: "Mute the agent", run: mute("agent") },
    { key: "w", does: "Next finding", run: nextFinding },
    {
      key: "l",
      does: "Copy a link to this second",
      run: () => void copyLink(sessionId, player.time),
    },
    { key: "f", does: "Find in the transcript", run: () => findField.current?.focus() },
    { key: "+", does: "Zoom in", run: view.zoomIn },
    { key: "-", does: "Zoom out", run: view.zoomOut },
    { key: "0", does: "Show the whole session", run: view.fit },
    { key: "1", does: "Label GOOD", run: label("GOOD") },
    { key: "2", does: "Label OK", run: label("OK") },
    { key: "3", does: "Label BAD", run: label("BAD") },
    {
      key: "Escape",
      does: "Back to sessions",
      run: () => void navigate({ to: "/sessions", search: { ...list, row: sessionId } }),
    },
  ]);
}
