import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { Session, SessionLabel } from "syllable-sdk/models/components";
import type { Zone } from "../../app/preferences.ts";
import { audioQuery, idOf, recordingsQuery } from "../../app/session-queries.ts";
import { classes } from "../../components/classes.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { LabelMark } from "../../components/label-mark.tsx";
import { CHANNELS } from "../../filters/kinds.ts";
import { seconds as inSeconds } from "../../text/numbers.ts";
import { longestWait, stateOfAll } from "../../text/recording-state.ts";
import { clock, longTime, rowTime, zoneName, zoneOf } from "../../text/times.ts";
import styles from "./cells.module.css";

/** What all cells of the table share. */
export interface CellsContext {
  readonly zone: Zone;
  readonly labels: ReadonlyMap<string, SessionLabel>;
  readonly reviewer: string;
  /** The query of links to sessions. */
  readonly linkQuery: string;
}

export const CellsContext = createContext<CellsContext | undefined>(undefined);

/** Whether the table is not scrolling. Cells load nothing while it scrolls. */
export const SettledContext = createContext(true);

function useCells(): CellsContext {
  const context = useContext(CellsContext);
  if (!context) throw new Error("A cell needs a CellsContext");
  return context;
}

const Absent = () => <span className={styles.absent}>–</span>;

export function TimeCell({ session }: { session: Session }) {
  const { zone, linkQuery } = useCells();
  const timeZone = zoneOf(zone, session.agentTimezone);
  const { timestamp, duration, source } = session;
  return (
    <>
      {/* The row opens it. A link of the router for each row would take most of the time of a scroll. */}
      <a
        href={`/sessions/${encodeURIComponent(idOf(session))}${linkQuery}`}
        tabIndex={-1}
        title={`${longTime(timestamp, timeZone)} ${zoneName(timeZone, timestamp)}`}
      >
        {rowTime(timestamp, timeZone)}
      </a>
      {zone === "agent" && <span className={styles.zone}>{zoneName(timeZone, timestamp)}</span>}
      <span className={styles.onPhone} dir="auto">
        {typeof duration === "number" && ` · ${clock(duration)}`}
        {source && ` · ${source}`}
      </span>
    </>
  );
}

export const DurationCell = ({ seconds }: { seconds: number | null | undefined }) =>
  typeof seconds === "number" ? clock(seconds) : <Absent />;

export function TextCell({ text }: { text: string | null | undefined }) {
  return text ? (
    <span className={styles.text} dir="auto" title={text}>
      {text}
    </span>
  ) : (
    <Absent />
  );
}

export function PromptCell({ session: { promptName, promptVersion } }: { session: Session }) {
  const version = promptVersion && /^\d/.test(promptVersion) ? `v${promptVersion}` : promptVersion;
  return <TextCell text={[promptName, version].filter(Boolean).join(" ")} />;
}

const ICONS: Readonly<Record<string, IconName>> = { voice: "voice", chat: "chat", sms: "phone" };

export function ChannelCell({ type }: { type: string | null | undefined }) {
  if (!type) return <Absent />;
  const name = CHANNELS.find(({ value }) => value === type)?.name ?? type;
  return <WithIcon icon={ICONS[type] ?? "chat"}>{name}</WithIcon>;
}

export function DirectionCell({ isOutbound }: { isOutbound: boolean | null | undefined }) {
  if (typeof isOutbound !== "boolean") return <Absent />;
  return (
    <WithIcon icon={isOutbound ? "outbound" : "inbound"}>{isOutbound ? "Out" : "In"}</WithIcon>
  );
}

function WithIcon(props: { icon: IconName; isBad?: boolean; children: string }) {
  return (
    <span className={classes(styles.with, props.isBad && styles.bad)}>
      <Icon name={props.icon} />
      <span dir="auto">{props.children}</span>
    </span>
  );
}

export function LabelCell({ session }: { session: Session }) {
  const { labels, reviewer } = useCells();
  const label = labels.get(idOf(session));
  if (label) return <LabelMark label={label} reviewer={reviewer} />;
  return session.sessionLabelId ? <Skeleton width={56} /> : <Absent />;
}

const RECORDING_ICONS = {
  Ready: "voice",
  Pending: "clock",
  Unsupported: "voice",
  Failed: "warning",
  Damaged: "warning",
} as const;

export function RecordingCell({ session }: { session: Session }) {
  const isSettled = useContext(SettledContext);
  const { data, isError } = useQuery({ ...recordingsQuery(idOf(session)), enabled: isSettled });
  if (isError) return <span className={styles.absent}>Unknown</span>;
  if (!data) return <Skeleton width={64} />;
  const state = stateOfAll(data.items);
  if (state === "None") return <span className={styles.absent}>None</span>;
  return (
    <WithIcon icon={RECORDING_ICONS[state]} isBad={state === "Failed" || state === "Damaged"}>
      {state}
    </WithIcon>
  );
}

/** From this many milliseconds on, a wait is worth a look. */
const LONG_WAIT_MS = 5_000;
const FULL_BAR_MS = 10_000;

export function WaitCell({ session }: { session: Session }) {
  const isSettled = useContext(SettledContext);
  const id = idOf(session);
  const { data: recordings } = useQuery({ ...recordingsQuery(id), enabled: isSettled });
  const isAnalysed = recordings?.items.some(({ analysis }) => analysis === "ready") ?? false;
  const { data: facts } = useQuery({ ...audioQuery(id), enabled: isSettled && isAnalysed });
  if (!recordings || (isAnalysed && !facts)) return <Skeleton width={92} />;
  const wait = facts && longestWait(facts);
  if (wait === undefined) return <Absent />;
  const width = `${Math.min(100, (wait / FULL_BAR_MS) * 100)}%`;
  return (
    <span className={classes(styles.wait, wait >= LONG_WAIT_MS && styles.long)}>
      <span className={styles.bar}>
        <i style={{ width }} />
      </span>
      <span className={styles.value}>{inSeconds(wait)}</span>
    </span>
  );
}

/** The shape of a value that is being loaded. */
export const Skeleton = ({ width }: { width: number }) => (
  <span className={styles.skeleton} style={{ width }} />
);
