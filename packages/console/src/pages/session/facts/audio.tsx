import type { ReactNode } from "react";
import type { AudioFacts as Facts } from "syllable-sdk/models/components";
import { seconds } from "../../../text/numbers.ts";
import { stateOf } from "../../../text/recording-state.ts";
import { clock } from "../../../text/times.ts";
import { absenceOf } from "../axis/state-notes.tsx";
import { faultText, secondsText } from "../model/findings.ts";
import { lengthOf, longestWaitOf } from "../model/heard.ts";
import { channelTitle } from "../model/lanes.ts";
import { percentilesOf } from "../model/percentiles.ts";
import type { Call } from "../use-call.ts";
import { sharesOf } from "./audio-shares.ts";
import styles from "./facts.module.css";
import { Failure, Section, TimeLink } from "./section.tsx";

/** What was heard in the recordings. */
export function AudioFacts({ call, onSeek }: { call: Call; onSeek: (time: number) => void }) {
  const { audio, recordings } = call;
  const items = recordings.data?.items;
  const absence = absenceOf(items);
  const isAnalysed = items?.some(({ analysis }) => analysis === "ready");
  return (
    <Section title="Audio" end={isAnalysed && "Measured from the recording"}>
      {absence && <p className={styles.none}>{absence}</p>}
      {recordings.isError && (
        <Failure what="The recordings" onRetry={() => void recordings.refetch()} />
      )}
      {audio.isError && (
        <Failure what="The audio measurements" onRetry={() => void audio.refetch()} />
      )}
      {items?.map((recording) => {
        const state = stateOf(recording);
        return (
          state !== "Ready" && (
            <p key={recording.name} className={state === "Pending" ? styles.none : styles.fault}>
              <bdi>{recording.name}</bdi>: {STATES[state]}
              {recording.analysisDetail && ` ${recording.analysisDetail}`}
            </p>
          )
        );
      })}
      {audio.isLoading && <p className={styles.skeleton} />}
      {audio.data && audio.data.recordings.length > 0 && (
        <>
          <Shares facts={audio.data} />
          <List call={call} facts={audio.data} onSeek={onSeek} />
        </>
      )}
    </Section>
  );
}

const STATES = {
  Ready: "",
  None: "",
  Pending: "Being analysed. You can already listen.",
  Unsupported: "This format can’t be analysed.",
  Failed: "The analysis failed.",
  Damaged: "The file is damaged.",
};

function Shares({ facts }: { facts: Facts }) {
  const shares = sharesOf(facts).map((share) => ({ ...share, title: titleOf(share.name) }));
  const text = shares.map(({ title, percent }) => `${title} ${percent}%`).join(", ");
  return (
    <>
      <div className={styles.shares} role="img" aria-label={text}>
        {shares.map(({ name, percent }) => (
          <i key={name} className={styles[name]} style={{ width: `${percent}%` }} />
        ))}
      </div>
      <p className={styles.legend} aria-hidden="true">
        {shares.map(({ name, title, percent }) => (
          <span key={name}>
            <i className={styles[name]} />
            {title} {percent}%
          </span>
        ))}
      </p>
    </>
  );
}

const titleOf = (name: string) => (name === "neither" ? "Neither" : channelTitle(name));

/** The most places to list. */
const MOST = 6;

function List(props: { call: Call; facts: Facts; onSeek: (time: number) => void }) {
  const { call, facts, onSeek } = props;
  const { waits, talkOvers, faults } = call.heard;
  const link = (at: number) => (
    <TimeLink key={at} at={at} text={clock(Math.floor(at))} onSeek={onSeek} />
  );
  const longest = longestWaitOf(waits);
  const gaps = percentilesOf(
    waits.filter(({ from, to }) => from === "user" && to === "agent").map(lengthOf),
  );
  const silence = call.silences.reduce<(typeof call.silences)[number] | undefined>(
    (most, one) => (most && lengthOf(most) >= lengthOf(one) ? most : one),
    undefined,
  );
  const interruptions = facts.recordings.flatMap((recording) => recording.interruptions).length;
  const rows: [string, ReactNode][] = [];
  if (longest) {
    rows.push([
      "Longest wait",
      <>
        <b>{secondsText(lengthOf(longest))}</b> at {link(longest.start)}
      </>,
    ]);
  }
  if (gaps) {
    rows.push(["Response gap", `median ${secondsText(gaps.p50)}, p95 ${secondsText(gaps.p95)}`]);
  }
  if (talkOvers.length > 0) {
    const total = talkOvers.reduce((sum, place) => sum + lengthOf(place), 0);
    const shown = talkOvers.slice(0, MOST).map(({ start }) => link(start));
    const more = talkOvers.length - shown.length;
    rows.push([
      "Talk-over",
      <>
        {secondsText(total)} at {join(shown)}
        {more > 0 && ` and ${more} more`}
      </>,
    ]);
  }
  if (interruptions > 0) rows.push(["Interruptions", String(interruptions)]);
  if (silence) {
    rows.push([
      "Longest silence",
      <>
        {secondsText(lengthOf(silence))} at {link(silence.start)}
      </>,
    ]);
  }
  for (const { name, channels } of facts.recordings) {
    const prefix = facts.recordings.length > 1 ? `${name}: ` : "";
    for (const channel of channels) {
      if (channel.rmsDbfs == null || channel.peakDbfs == null) continue;
      const clipped = channel.clippedMs > 0 ? `, clipped ${seconds(channel.clippedMs)}` : "";
      rows.push([
        `${prefix}${titleOf(channel.name)} level`,
        `${channel.rmsDbfs.toFixed(0)} dBFS, peak ${channel.peakDbfs.toFixed(0)}${clipped}`,
      ]);
    }
  }
  return (
    <dl className={styles.list}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {faults.length > 0 && (
        <div>
          <dt>Findings</dt>
          <dd className={styles.fault}>
            {faults.map((fault) => (
              <p key={`${fault.kind} ${fault.start} ${fault.channel}`}>
                <TimeLink at={fault.start} text={faultText(fault)} onSeek={onSeek} />
              </p>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

const join = (links: readonly ReactNode[]) =>
  links.flatMap((link, index) => (index === 0 ? [link] : [", ", link]));
