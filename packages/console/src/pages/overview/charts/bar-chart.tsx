import { useMemo } from "react";
import uPlot from "uplot";
import type { Colours } from "../../../app/colours.ts";
import { count, percent } from "../../../text/numbers.ts";
import type { Chart } from "../model/chart.ts";
import { Marks } from "./marks.tsx";
import { Plot } from "./plot.tsx";
import { scaleFor } from "./scale.ts";

/** How much of its space a bar fills, and how wide it is at most, in pixels. */
const WIDTH: [number, number] = [0.82, 48];
const HALF_WIDTH: [number, number] = [0.36, 20];

const stacked = uPlot.paths.bars?.({ size: WIDTH });
const first = uPlot.paths.bars?.({ size: HALF_WIDTH, align: -1 });
const second = uPlot.paths.bars?.({ size: HALF_WIDTH, align: 1 });
const points = { show: false };

/** Colours of stacked series, from the bottom. The third has an edge, because it is light. */
const STACK = [
  (colours: Colours) => ({ fill: colours["--series-1"], stroke: colours["--series-1"] }),
  (colours: Colours) => ({ fill: colours["--series-2"], stroke: colours["--series-2"] }),
  (colours: Colours) => ({ fill: colours["--series-3"], stroke: colours["--series-2"] }),
  (colours: Colours) => ({ fill: colours["--bg"], stroke: colours["--text-3"] }),
] as const;

/** Counts as stacked bars. */
export function StackedBars({ name, chart }: { name: string; chart: Chart }) {
  const { rows, series } = chart;
  const drawing = useMemo(() => {
    // The highest bar is drawn first, and the others over it.
    const sums = series.map((_, last) =>
      rows.map(({ marks }) =>
        marks.slice(0, last + 1).reduce((sum, { value = 0 }) => sum + value, 0),
      ),
    );
    return {
      // A bar of height 0 would have an edge.
      values: sums.map((sum) => sum.map((value) => value || undefined)).toReversed(),
      ticks: rows.map(({ tick }) => tick),
      scale: scaleFor(Math.max(...(sums.at(-1) ?? []), 0), true),
      series: (colours: Colours) =>
        series
          .map((_, index): uPlot.Series => {
            const colour = STACK[index] ?? STACK[3];
            return { ...colour(colours), width: 1, points, ...(stacked && { paths: stacked }) };
          })
          .toReversed(),
    };
  }, [rows, series]);
  return (
    <Plot {...drawing} text={count}>
      {() => <Marks name={name} chart={chart} text={count} />}
    </Plot>
  );
}

/** Where the axis ends if there are no faults. */
const NO_FAULTS = 0.04;

const share = (value: number) => percent(value, 1);
const roundShare = (value: number) => `${Number((100 * value).toFixed(2))}%`;

const paired = (colours: Colours): uPlot.Series[] => [
  { fill: colours["--lat-llm"], width: 0, points, ...(first && { paths: first }) },
  {
    fill: colours["--bg"],
    stroke: colours["--text-2"],
    width: 1,
    points,
    ...(second && { paths: second }),
  },
];

/** Shares of two kinds as bars side by side. */
export function PairedBars({ name, chart }: { name: string; chart: Chart }) {
  const { rows, series } = chart;
  const drawing = useMemo(() => {
    const values = series.map((_, index) => rows.map(({ marks }) => marks[index]?.value));
    const greatest = Math.max(...values.flat().map((value) => value ?? 0));
    return {
      values: values.map((shares) => shares.map((value) => value || undefined)),
      ticks: rows.map(({ tick }) => tick),
      scale: scaleFor(greatest || NO_FAULTS),
    };
  }, [rows, series]);
  return (
    <Plot {...drawing} series={paired} text={roundShare}>
      {() => <Marks name={name} chart={chart} text={share} isSplit />}
    </Plot>
  );
}
