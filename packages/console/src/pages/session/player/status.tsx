import type { Track } from "../model/tracks.ts";
import { trackAt } from "../model/tracks.ts";
import styles from "./status.module.css";
import { usePlayer, usePlayerState } from "./use-player.ts";

/** Why there is no sound, in words. */
export function PlayerStatus({ tracks }: { tracks: readonly Track[] }) {
  const player = usePlayer();
  const status = usePlayerState((state) => state.status);
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const type = trackAt(tracks, player.time)?.recording.type ?? tracks[0]?.recording.type;
  const texts = {
    ready: "",
    waiting: isPlaying ? "Loading" : "",
    reconnecting: "Reconnecting",
    unplayable: `This browser can’t play the recording here (${type})`,
  };
  return (
    <span className={styles.status} role="status" title={texts[status] || undefined}>
      {texts[status]}
    </span>
  );
}
