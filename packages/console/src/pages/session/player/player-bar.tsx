import { useCallback, useRef } from "react";
import { Button } from "../../../components/button.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Icon } from "../../../components/icon.tsx";
import { Menu } from "../../../components/menu.tsx";
import { clock } from "../../../text/times.ts";
import type { Stretch } from "../model/call.ts";
import { allLanes } from "../model/lanes.ts";
import type { Track } from "../model/tracks.ts";
import { ChannelVolume } from "./channel-volume.tsx";
import { ClockDisplay } from "./clock-display.tsx";
import { download } from "./download.ts";
import { linkTo } from "./link.ts";
import { More } from "./more.tsx";
import styles from "./player.module.css";
import { RATES } from "./player.ts";
import { PlayerStatus } from "./status.tsx";
import { Switch } from "./switch.tsx";
import { useOnTime, usePlayer, usePlayerState, useTime } from "./use-player.ts";

export const STEP = 5;

/** The controls of the player. On a phone, they stay at the bottom, and the rest is in a menu. */
export function PlayerBar(props: { sessionId: string; tracks: readonly Track[]; bounds: Stretch }) {
  const { sessionId, tracks, bounds } = props;
  const player = usePlayer();
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const skips = usePlayerState((state) => state.skipsSilence);
  const bar = useRef<HTMLFieldSetElement>(null);
  useOnTime(
    useCallback(
      (time: number) => {
        const share = (time - bounds.start) / (bounds.end - bounds.start);
        bar.current?.style.setProperty("--at", `${share * 100}%`);
      },
      [bounds],
    ),
  );
  const nothing = tracks.length === 0 ? "There is nothing to play" : undefined;
  return (
    <fieldset ref={bar} className={styles.player} aria-label="Player">
      <Button
        kind="quiet"
        aria-label={`Back ${STEP} s`}
        onPress={() => player.seek(player.time - STEP)}
      >
        <Icon name="backward" />
        {STEP} s
      </Button>
      <Button
        kind="quiet"
        icon
        className={styles.play}
        aria-label={isPlaying ? "Pause" : "Play"}
        onPress={() => player.toggle()}
        disabledReason={nothing}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={isPlaying ? "M5 3.5h2v9H5zM9 3.5h2v9H9z" : "M5 3.2v9.6L12.5 8z"} />
        </svg>
      </Button>
      <Button
        kind="quiet"
        aria-label={`Forward ${STEP} s`}
        onPress={() => player.seek(player.time + STEP)}
      >
        {STEP} s
        <Icon name="forward" />
      </Button>
      <ClockDisplay end={bounds.end} />
      <RateMenu />
      <span className={styles.wide}>
        <Switch
          name="Skip silence"
          isOn={skips}
          onChange={(isOn) => player.setSkipsSilence(isOn)}
        />
        {allLanes(tracks).map((lane) => (
          <ChannelVolume key={lane} lane={lane} tracks={tracks} />
        ))}
      </span>
      <PlayerStatus tracks={tracks} />
      <span className={styles.wide}>
        <CopyLink sessionId={sessionId} />
        <Downloads tracks={tracks} />
      </span>
      <More sessionId={sessionId} tracks={tracks} />
    </fieldset>
  );
}

function RateMenu() {
  const player = usePlayer();
  const rate = usePlayerState((state) => state.rate);
  return (
    <Menu
      kind="quiet"
      name={`Speed ${rate} times`}
      label={
        <>
          {rate}×<Icon name="down" small />
        </>
      }
      sections={[
        {
          items: RATES.map((value) => ({ id: String(value), name: `${value}×` })),
          selected: [String(rate)],
          onChoose: ([value]) => player.setRate(Number(value)),
        },
      ]}
    />
  );
}

function CopyLink({ sessionId }: { sessionId: string }) {
  const second = useTime(Math.floor);
  return (
    <CopyButton text={linkTo(sessionId, second)}>
      <span className={styles.word}>
        Copy link<span className={styles.words}> to {clock(second)}</span>
      </span>
    </CopyButton>
  );
}

function Downloads({ tracks }: { tracks: readonly Track[] }) {
  const { urls } = usePlayer();
  const [only] = tracks;
  if (!only) return null;
  if (tracks.length === 1) {
    return (
      <Button kind="quiet" onPress={() => void download(urls, only.name)}>
        <Icon name="download" />
        <span className={styles.word}>Download</span>
      </Button>
    );
  }
  return (
    <Menu
      kind="quiet"
      label={
        <>
          <Icon name="download" />
          <span className={styles.word}>Download</span>
        </>
      }
      sections={[
        {
          items: tracks.map(({ name }) => ({ id: name, name })),
          onChoose: ([name]) => void download(urls, name!),
        },
      ]}
    />
  );
}
