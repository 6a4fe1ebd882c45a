import { useMemo } from "react";
import type uPlot from "uplot";
import type { Colours } from "../../../app/colours.ts";
import { seconds } from "../../../text/numbers.ts";
import type { Chart } from "../model/chart.ts";
import { Marks } from "./marks.tsx";
import styles from "./plot.module.css";
import { Plot, type Size } from "./plot.tsx";
import { type Scale, scaleFor, spread } from "./scale.ts";

const LABEL_WIDTH = 64;
const LABEL_HEIGHT = 14;

const lines = (colours: Colours): uPlot.Series[] =>
  [
    { stroke: colours["--series-2"], width: 1.5 },
    { stroke: colours["--series-1"], width: 2 },
    { stroke: colours["--text-3"], width: 1, dash: [2, 3] },
  ].map((line) => ({ ...line, points: { show: true, size: 5, fill: line.stroke, width: 0 } }));

const text = (value: number) => seconds(1_000 * value);
const tickText = (value: number) => String(Number(value.toFixed(2)));

/** Percentiles in seconds as lines, each with its name and newest value at the end. */
export function LineChart({ name, chart }: { name: string; chart: Chart }) {
  const { rows, series } = chart;
  const drawing = useMemo(() => {
    const values = series.map((_, index) => rows.map(({ marks }) => marks[index]?.value));
    const greatest = Math.max(...values.flat().map((value) => value ?? 0));
    return { values, ticks: rows.map(({ tick }) => tick), scale: scaleFor(greatest) };
  }, [rows, series]);
  return (
    <Plot {...drawing} series={lines} text={tickText} right={LABEL_WIDTH}>
      {(size) => (
        <>
          <Marks name={name} chart={chart} text={text} />
          <EndLabels chart={chart} scale={drawing.scale} size={size} />
        </>
      )}
    </Plot>
  );
}

function EndLabels({ chart, scale, size }: { chart: Chart; scale: Scale; size: Size }) {
  const newest = chart.series
    .map(({ name }, index) => ({
      name,
      value: chart.rows.findLast(({ marks }) => marks[index]?.value !== undefined)?.marks[index]
        ?.value,
    }))
    .filter((end) => end.value !== undefined)
    .toReversed();
  const tops = newest.map(({ value = 0 }) => size.height * (1 - value / scale.max));
  const places = spread(tops, LABEL_HEIGHT, size.height);
  return newest.map(({ name, value = 0 }, index) => (
    <span key={name} className={styles.label} style={{ top: places[index] }} aria-hidden="true">
      {name} {value.toFixed(1)}
    </span>
  ));
}
