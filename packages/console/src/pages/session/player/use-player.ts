import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import type { Player, PlayerState } from "./player.ts";

export const PlayerContext = createContext<Player | undefined>(undefined);

export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error("There is no player around this component");
  return player;
}

/** A part of the state of the player. */
export function usePlayerState<Part>(part: (state: PlayerState) => Part): Part {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribe, () => part(player.state));
}

/** Something that follows from the time, such as the turn that is spoken. Must return a primitive value. */
export function useTime<Value extends string | number | boolean>(
  value: (seconds: number) => Value,
): Value {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribeToTime, () => value(player.time));
}

/** Calls a function with the time, now and whenever it changes, without rendering. */
export function useOnTime(listener: (seconds: number) => void): void {
  const player = usePlayer();
  useEffect(() => {
    const run = () => listener(player.time);
    run();
    return player.subscribeToTime(run) as () => void;
  }, [player, listener]);
}
