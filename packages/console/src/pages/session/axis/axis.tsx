import type { Session } from "syllable-sdk/models/components";
import { LoadError } from "../../../components/load-error.tsx";
import { laneTitle } from "../model/lanes.ts";
import type { Call } from "../use-call.ts";
import styles from "./axis.module.css";
import bar from "./findings.module.css";
import { Findings } from "./findings.tsx";
import { Plot } from "./plot.tsx";
import { damageOf } from "./state-notes.tsx";
import type { View } from "./use-view.ts";
import { Zoom } from "./zoom.tsx";

/** The time axis of the session: findings in words above, and everything that has a time in its place. */
export function Axis(props: {
  sessionId: string;
  session: Session;
  call: Call;
  view: View;
  onSeek: (time: number) => void;
}) {
  const { sessionId, session, call, view, onSeek } = props;
  const { recordings } = call;
  return (
    <section className={styles.axis} aria-label="Time axis">
      <div className={bar.bar}>
        {recordings.isError ? (
          <p className={bar.damage}>The recordings could not be loaded</p>
        ) : (
          <Findings
            findings={call.findings}
            damages={damageOf(call.tracks, session.duration ?? undefined)}
            onSeek={onSeek}
          />
        )}
        <Zoom {...view} />
      </div>
      <div className={styles.lanes}>
        <div className={styles.names} aria-hidden="true">
          <span className={styles.callerName}>
            <i className={styles.callerSwatch} />
            {laneTitle("caller", call.tracks)}
          </span>
          <span className={styles.agentName}>
            <i className={styles.agentSwatch} />
            {laneTitle("agent", call.tracks)}
          </span>
          <span className={styles.toolsName}>
            <i className={styles.toolSwatch} />
            Tools
          </span>
          <span className={styles.latencyName}>Latency</span>
        </div>
        <Plot sessionId={sessionId} call={call} view={view} onSeek={onSeek} />
      </div>
      {recordings.isError && (
        <LoadError
          title="The recordings could not be loaded"
          error={recordings.error}
          kept="The transcript is not affected."
          onRetry={() => void recordings.refetch()}
        />
      )}
    </section>
  );
}
