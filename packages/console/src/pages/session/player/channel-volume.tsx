import { classes } from "../../../components/classes.ts";
import { Icon } from "../../../components/icon.tsx";
import { type LaneName, laneTitle } from "../model/lanes.ts";
import type { Track } from "../model/tracks.ts";
import styles from "./player.module.css";
import { FULL } from "./player.ts";
import { usePlayer, usePlayerState } from "./use-player.ts";

/** Mutes a lane, and sets its volume. */
export function ChannelVolume({ lane, tracks }: { lane: LaneName; tracks: readonly Track[] }) {
  const player = usePlayer();
  const volume = usePlayerState(({ volumes }) => volumes[lane]) ?? FULL;
  const title = laneTitle(lane, tracks);
  const of = title.toLowerCase();
  return (
    <fieldset className={styles.channel} aria-label={title}>
      <button
        type="button"
        className={styles.mute}
        aria-pressed={volume.isMuted}
        aria-label={`Mute ${of}`}
        onClick={() => player.setVolume(lane, { ...volume, isMuted: !volume.isMuted })}
      >
        <i className={classes(styles.swatch, styles[lane])} />
        {title}
        <Icon name={volume.isMuted || volume.level === 0 ? "muted" : "volume"} />
      </button>
      <input
        type="range"
        aria-label={`${title} volume`}
        min={0}
        max={1}
        step={0.05}
        value={volume.isMuted ? 0 : volume.level}
        onChange={({ target }) =>
          player.setVolume(lane, { level: Number(target.value), isMuted: false })
        }
      />
    </fieldset>
  );
}
