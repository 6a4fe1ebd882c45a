import { memo } from "react";
import { Button } from "react-aria-components/Button";
import { Toolbar } from "react-aria-components/Toolbar";
import { classes } from "../../../components/classes.ts";
import { clock } from "../../../text/times.ts";
import type { ToolCall } from "../model/call.ts";
import { cluster } from "../model/merge.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import styles from "./marks.module.css";

/** Marks that are closer become one, in pixels. */
const DISTANCE = 12;

/** The tool calls: one tab stop, in which the arrow keys go from call to call. */
export const ToolLane = memo(function ToolLane(props: {
  tools: readonly ToolCall[];
  scale: TimeScale;
  onSeek: (time: number) => void;
}) {
  const { tools, scale, onSeek } = props;
  if (tools.length === 0) return null;
  return (
    <Toolbar aria-label="Tool calls on the axis" className={styles.tools as string}>
      {cluster(tools, scale, DISTANCE).map(({ x, marks }) => {
        const [first] = marks;
        const hasError = marks.some(({ error }) => error !== undefined);
        const length = marks.length === 1 && lengthOf(first, scale);
        return (
          <div key={first.at} className={styles.tool} style={{ left: x }}>
            {length && <i className={styles.toolLength} style={{ width: length }} />}
            <Button
              className={classes(styles.diamond, hasError && styles.failed)}
              aria-label={nameOf(marks)}
              onPress={() => onSeek(first.at)}
            />
            {marks.length > 1 && <b aria-hidden="true">{marks.length}</b>}
          </div>
        );
      })}
    </Toolbar>
  );
});

function lengthOf({ at, durationMs }: ToolCall, scale: TimeScale): number | undefined {
  return durationMs === undefined
    ? undefined
    : span(scale, { start: at, end: at + durationMs / 1_000 })?.width;
}

function nameOf([first, ...others]: readonly [ToolCall, ...ToolCall[]]): string {
  const failed = [first, ...others].filter(({ error }) => error !== undefined).length;
  const name = others.length === 0 ? first.name : `${others.length + 1} tool calls`;
  const failure = failed === 0 ? "" : others.length === 0 ? ", failed" : `, ${failed} failed`;
  return `${name} at ${clock(Math.floor(first.at))}${failure}`;
}
