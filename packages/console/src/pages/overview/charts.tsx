import { classes } from "../../components/classes.ts";
import { dayZone } from "../../filters/range.ts";
import { count, percent, seconds } from "../../text/numbers.ts";
import { zoneName } from "../../text/times.ts";
import { BreakdownMenu, GroupBars } from "./breakdown.tsx";
import { PairedBars, StackedBars } from "./charts/bar-chart.tsx";
import { LineChart } from "./charts/line-chart.tsx";
import { ChartTable } from "./charts/table.tsx";
import { useLoaded } from "./data.ts";
import { HeatMapGrid } from "./heat-map.tsx";
import { Legend, PAIR_SWATCHES, STACK_SWATCHES } from "./legend.tsx";
import { loadBreakdown } from "./model/breakdown.ts";
import { loadDurations } from "./model/durations.ts";
import { loadFaults } from "./model/faults.ts";
import { loadDirections, loadLabels } from "./model/groups.ts";
import { loadHeatMap } from "./model/heat-map.ts";
import { loadOverTime } from "./model/over-time.ts";
import { loadPercentiles } from "./model/percentiles.ts";
import type { Scope } from "./model/scope.ts";
import { Panel } from "./panel.tsx";
import type { Breakdown } from "./search.ts";
import { ShareBar } from "./shares.tsx";
import styles from "./view.module.css";

interface Props {
  readonly scope: Scope;
  readonly isTable: boolean;
}

/** The charts of the page, or the tables with the same numbers. */
export function Charts(
  props: Props & { breakdown: Breakdown; onBreakdown: (breakdown: Breakdown) => void },
) {
  return (
    <div className={classes(props.isTable && styles.tables)}>
      <div className={classes(styles.row, styles.first)}>
        <OverTime {...props} />
        <div className={styles.column}>
          <ByProperty {...props} />
          <Labels {...props} />
          <Directions {...props} />
        </div>
      </div>
      <div className={classes(styles.row, styles.second)}>
        <HoursOfWeek {...props} />
        <Times {...props} title="Response gap" times="responseGaps" />
        <Faults {...props} />
      </div>
      <div className={classes(styles.row, styles.third)}>
        <Durations {...props} />
        <Times {...props} title="Latency" times="latencies" />
      </div>
    </div>
  );
}

function OverTime({ scope, isTable }: Props) {
  const name = "Sessions over time";
  const loaded = useLoaded("over-time", scope, loadOverTime);
  return (
    <Panel
      title={name}
      note={loaded.data?.result?.per}
      loaded={loaded}
      empty="No sessions"
      legend={({ series }) => <Legend series={series} swatches={STACK_SWATCHES} />}
    >
      {(chart) =>
        isTable ? (
          <ChartTable name={name} head="Time" chart={chart} text={count} />
        ) : (
          <StackedBars name={name} chart={chart} />
        )
      }
    </Panel>
  );
}

function ByProperty({
  scope,
  isTable,
  breakdown,
  onBreakdown,
}: Props & { breakdown: Breakdown; onBreakdown: (breakdown: Breakdown) => void }) {
  const loaded = useLoaded(`by ${breakdown}`, scope, (source, of) =>
    loadBreakdown(source, of, breakdown),
  );
  return (
    <Panel
      title={`Sessions by ${breakdown}`}
      heading={<BreakdownMenu breakdown={breakdown} onChange={onBreakdown} />}
      loaded={loaded}
      empty="No sessions"
      className={styles.groups}
    >
      {(result) => <GroupBars breakdown={breakdown} result={result} isTable={isTable} />}
    </Panel>
  );
}

function Labels({ scope, isTable }: Props) {
  const loaded = useLoaded("labels", scope, loadLabels);
  return (
    <Panel title="By label" loaded={loaded} empty="No sessions" className={styles.share}>
      {(shares) => <ShareBar shares={shares} isTable={isTable} />}
    </Panel>
  );
}

function Directions({ scope, isTable }: Props) {
  const loaded = useLoaded("directions", scope, loadDirections);
  return (
    <Panel title="By direction" loaded={loaded} empty="No sessions" className={styles.share}>
      {(shares) => <ShareBar shares={shares} isTable={isTable} />}
    </Panel>
  );
}

function HoursOfWeek({ scope, isTable }: Props) {
  const loaded = useLoaded("hours", scope, loadHeatMap);
  return (
    <Panel
      title="Hour and weekday"
      note={zoneName(dayZone(scope.zone))}
      loaded={loaded}
      empty="No sessions"
      className={styles.hours}
    >
      {(heatMap) =>
        heatMap === "too long" ? (
          <p className={styles.note}>Choose a range of up to 400 days to see the hours.</p>
        ) : (
          <HeatMapGrid heatMap={heatMap} isTable={isTable} />
        )
      }
    </Panel>
  );
}

const TIMES = {
  responseGaps: { from: "from audio", empty: "No response gaps measured" },
  latencies: { from: "of the agent’s turns", empty: "No latency stored" },
} as const;

const secondsOf = (value: number) => seconds(1_000 * value);

function Times({
  scope,
  isTable,
  title,
  times,
}: Props & { title: string; times: keyof typeof TIMES }) {
  const { from, empty } = TIMES[times];
  const loaded = useLoaded(times, scope, (source, of) => loadPercentiles(source, of, times));
  const per = loaded.data?.result?.per;
  return (
    <Panel
      title={title}
      note={`seconds, ${from}${per ? `, ${per}` : ""}`}
      loaded={loaded}
      empty={empty}
    >
      {(chart) =>
        isTable ? (
          <ChartTable name={title} head="Time" chart={chart} text={secondsOf} />
        ) : (
          <LineChart name={title} chart={chart} />
        )
      }
    </Panel>
  );
}

const shareOf = (value: number) => percent(value, 1);

function Faults({ scope, isTable }: Props) {
  const name = "Sessions with faults";
  const loaded = useLoaded("faults", scope, loadFaults);
  return (
    <Panel
      title={name}
      note={loaded.data?.result?.per}
      loaded={loaded}
      empty="No transcripts or recordings examined"
    >
      {(chart) =>
        isTable ? (
          <ChartTable name={name} head="Time" chart={chart} text={shareOf} />
        ) : (
          <>
            <PairedBars name={name} chart={chart} />
            <Legend series={chart.series} swatches={PAIR_SWATCHES} />
          </>
        )
      }
    </Panel>
  );
}

function Durations({ scope, isTable }: Props) {
  const name = "Sessions by duration";
  const loaded = useLoaded("durations", scope, loadDurations);
  return (
    <Panel title={name} note="start of each range, min:s" loaded={loaded} empty="No sessions">
      {(chart) =>
        isTable ? (
          <ChartTable name={name} head="Duration" chart={chart} text={count} />
        ) : (
          <StackedBars name={name} chart={chart} />
        )
      }
    </Panel>
  );
}
