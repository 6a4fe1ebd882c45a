import { Icon } from "../../../components/icon.tsx";
import { Menu } from "../../../components/menu.tsx";
import { clock } from "../../../text/times.ts";
import { allLanes, laneTitle } from "../model/lanes.ts";
import type { Track } from "../model/tracks.ts";
import { download } from "./download.ts";
import { copyLink } from "./link.ts";
import styles from "./player.module.css";
import { FULL } from "./player.ts";
import { usePlayer, usePlayerState, useTime } from "./use-player.ts";

/** On narrow screens: what has no room in the bar. */
export function More({ sessionId, tracks }: { sessionId: string; tracks: readonly Track[] }) {
  const player = usePlayer();
  const { skipsSilence, volumes } = usePlayerState((state) => state);
  const second = useTime(Math.floor);
  const lanes = allLanes(tracks);
  const on = [...(skipsSilence ? ["skip"] : []), ...lanes.filter((name) => volumes[name]?.isMuted)];
  const setOn = (ids: readonly string[]) => {
    player.setSkipsSilence(ids.includes("skip"));
    for (const lane of lanes) {
      player.setVolume(lane, { ...(volumes[lane] ?? FULL), isMuted: ids.includes(lane) });
    }
  };
  const run = async ([id]: readonly string[]) => {
    if (id !== "link") return download(player.urls, id!);
    await copyLink(sessionId, second);
  };
  return (
    <Menu
      kind="quiet"
      name="More"
      className={styles.more}
      label={<Icon name="more" />}
      sections={[
        {
          items: [
            { id: "skip", name: "Skip silence" },
            ...lanes.map((id) => ({
              id,
              name: `Mute ${laneTitle(id, tracks).toLowerCase()}`,
            })),
          ],
          isMultiple: true,
          selected: on,
          onChoose: setOn,
        },
        {
          items: [
            { id: "link", name: `Copy link to ${clock(second)}` },
            ...tracks.map(({ name }) => ({ id: name, name: `Download ${name}` })),
          ],
          onChoose: (ids) => void run(ids),
        },
      ]}
    />
  );
}
