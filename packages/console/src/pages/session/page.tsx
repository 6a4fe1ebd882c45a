import { useCallback, useEffect, useRef, useState } from "react";
import type { Session } from "syllable-sdk/models/components";
import { useIsPhone, useMedia } from "../../app/media.ts";
import type { ListSearch } from "../../filters/search.ts";
import { Axis } from "./axis/axis.tsx";
import { useView } from "./axis/use-view.ts";
import { AudioFacts } from "./facts/audio.tsx";
import { FieldFacts } from "./facts/fields.tsx";
import { LabelFacts } from "./facts/labels.tsx";
import { LatencyFacts } from "./facts/latency.tsx";
import { SummaryFacts } from "./facts/summary.tsx";
import { Head } from "./head/head.tsx";
import { useLabel } from "./head/use-label.ts";
import { useNeighbours } from "./head/use-neighbours.ts";
import styles from "./page.module.css";
import { PlayerBar } from "./player/player-bar.tsx";
import { usePlayer } from "./player/use-player.ts";
import { type Tab, Tabs } from "./tabs.tsx";
import { Transcript } from "./transcript/transcript.tsx";
import { useCall } from "./use-call.ts";
import { useKeys } from "./use-keys.ts";

/** A session that was loaded. Its parts load, and fail, independently. */
export function Page(props: { sessionId: string; session: Session; list: ListSearch }) {
  const { sessionId, session, list } = props;
  const player = usePlayer();
  const call = useCall(sessionId, session);
  const view = useView(call.bounds);
  const labelling = useLabel(sessionId);
  const neighbours = useNeighbours(sessionId, list);
  const [follows, setFollows] = useState(true);
  const [tab, setTab] = useState<Tab>("Transcript");
  const page = useRef<HTMLDivElement>(null);
  const transcript = useRef<HTMLElement>(null);
  const findField = useRef<HTMLInputElement>(null);
  const isPhone = useIsPhone();
  const hasTabs = useMedia("(max-width: 999px)");

  const { tracks, bounds, silences } = call;
  useEffect(() => player.update({ tracks, bounds, silences }), [player, tracks, bounds, silences]);
  const { show } = view;
  const seek = useCallback(
    (time: number) => {
      player.seek(time);
      show(player.time);
      setFollows(true);
    },
    [player, show],
  );
  useKeys({ sessionId, list, call, view, labelling, neighbours, seek, findField });

  const shows = (name: Tab) => !hasTabs || tab === name;
  return (
    <div ref={page} className={styles.page}>
      <Head
        sessionId={sessionId}
        session={session}
        list={list}
        neighbours={neighbours}
        labelling={labelling}
      />
      <Axis sessionId={sessionId} session={session} call={call} view={view} onSeek={seek} />
      <PlayerBar sessionId={sessionId} tracks={tracks} bounds={bounds} />
      {hasTabs && <Tabs tab={tab} onChange={setTab} />}
      <div className={styles.columns}>
        {shows("Transcript") && (
          <section
            ref={transcript}
            className={styles.transcript}
            aria-label="Transcript"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the keyboard
            tabIndex={0}
          >
            <Transcript
              key={String(isPhone)}
              call={call}
              scroller={isPhone ? page : transcript}
              findField={findField}
              follows={follows}
              onFollow={setFollows}
              onSeek={seek}
            />
          </section>
        )}
        {(!hasTabs || tab !== "Transcript") && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the keyboard
          <aside className={styles.facts} aria-label="Details" tabIndex={0}>
            {shows("Summary") && <SummaryFacts sessionId={sessionId} />}
            {shows("Audio") && <AudioFacts call={call} onSeek={seek} />}
            {shows("Latency") && <LatencyFacts call={call} />}
            {shows("Summary") && (
              <LabelFacts labelling={labelling} agentZone={session.agentTimezone ?? undefined} />
            )}
            {shows("Fields") && <FieldFacts sessionId={sessionId} session={session} />}
          </aside>
        )}
      </div>
    </div>
  );
}
