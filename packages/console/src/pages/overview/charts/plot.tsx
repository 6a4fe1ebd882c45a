import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Colours, useColours } from "../../../app/colours.ts";
import styles from "./plot.module.css";
import { fittingTicks, type Scale } from "./scale.ts";

/** The space around the plot, in pixels. The style sheet has the same. */
const TOP = 8;
const LEFT = 40;
const BOTTOM = 24;
const TICK_WIDTH = 56;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PlotProps {
  /** The values of each series, in the order in which they are drawn. Each has one for every tick. */
  readonly values: readonly (readonly (number | undefined)[])[];
  readonly series: (colours: Colours) => readonly uPlot.Series[];
  /** The labels of the horizontal axis. Some are left out if there is no room. */
  readonly ticks: readonly (string | undefined)[];
  readonly scale: Scale;
  /** The text of a value on the vertical axis. */
  readonly text: (value: number) => string;
  /** The space at the end, in pixels. */
  readonly right?: number;
  /** What lies over the plot: links and labels. */
  readonly children: (size: Size) => ReactNode;
}

/** A plot on a canvas. It is drawn again when the theme or its size changes. */
export function Plot(props: PlotProps) {
  const { values, series, ticks, scale, text, right = 4, children } = props;
  const parent = useRef<HTMLDivElement>(null);
  const colours = useColours();
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = parent.current as HTMLDivElement;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (size.width === 0 || size.height === 0) return;
    const indexes = ticks.map((_, index) => index);
    const plot = new uPlot(
      optionsOf({ series: series(colours), ticks, scale, text, right, colours, size }),
      [indexes, ...values.map((row) => row.map((value) => value ?? null))],
      parent.current as HTMLDivElement,
    );
    return () => plot.destroy();
  }, [values, series, ticks, scale, text, right, colours, size]);
  return (
    <div className={styles.plot}>
      <div ref={parent} className={styles.canvas} aria-hidden="true" />
      <div className={styles.over} style={{ right }}>
        {children({ width: size.width - LEFT - right, height: size.height - TOP - BOTTOM })}
      </div>
    </div>
  );
}

interface Drawing extends Size {
  readonly series: readonly uPlot.Series[];
}

function optionsOf(
  drawing: Omit<PlotProps, "values" | "series" | "children" | "right"> &
    Pick<Drawing, "series"> & {
      readonly right: number;
      readonly colours: Colours;
      readonly size: Size;
    },
): uPlot.Options {
  const { series, ticks, scale, text, right, colours, size } = drawing;
  const { fontFamily } = getComputedStyle(document.body);
  const axis = {
    font: `11px ${fontFamily}`,
    stroke: colours["--text-3"],
    border: { show: false },
    ticks: { show: false },
  };
  const grid = { stroke: colours["--line"], width: 1 };
  return {
    ...size,
    padding: [TOP, right, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.5, Math.max(ticks.length, 1) - 0.5] },
      y: { range: [0, scale.max] },
    },
    axes: [
      {
        ...axis,
        size: BOTTOM,
        gap: 6,
        grid: { show: false },
        splits: () => fittingTicks(ticks, size.width - LEFT - right, TICK_WIDTH),
        values: (_, splits) => splits.map((index) => ticks[index] ?? ""),
      },
      {
        ...axis,
        size: LEFT,
        gap: 8,
        grid,
        splits: () => [...scale.ticks],
        values: (_, splits) => splits.map(text),
      },
    ],
    series: [{}, ...series],
  };
}
