import { classes } from "../../../components/classes.ts";
import { Icon } from "../../../components/icon.tsx";
import type { ToolCall } from "../model/call.ts";
import { briefly } from "./format-json.ts";
import { Highlight } from "./highlight.tsx";
import { JsonBlock } from "./json-block.tsx";
import { TimeButton } from "./time-button.tsx";
import styles from "./tool-row.module.css";

/** A tool call in its place: one line, folded. */
export function ToolRow(props: {
  tool: ToolCall;
  isOpen: boolean;
  onToggle: () => void;
  wanted: string;
  onSeek: (time: number) => void;
}) {
  const { tool, isOpen, onToggle, wanted, onSeek } = props;
  const failed = tool.error !== undefined;
  const outcome = briefly(tool.error ?? tool.result);
  return (
    <div className={classes(styles.tool, failed && styles.failed)}>
      <TimeButton at={tool.at} onSeek={onSeek} />
      <div className={styles.call}>
        <button type="button" className={styles.summary} aria-expanded={isOpen} onClick={onToggle}>
          <span className={styles.chevron}>
            <Icon name="next" small />
          </span>
          <i className={styles.toolSwatch} />
          <code dir="auto">
            <Highlight text={tool.name} wanted={wanted} />
          </code>
          <span className={styles.peek} dir="ltr">
            {!isOpen && tool.request}
          </span>
          {outcome && (
            <span className={styles.outcome}>
              <Icon name={failed ? "warning" : "check"} />
              <span dir="auto">{outcome}</span>
            </span>
          )}
          <span className={styles.ms}>{durationText(tool.durationMs)}</span>
        </button>
        {isOpen && (
          <div className={styles.jsons}>
            <JsonBlock title="Arguments" json={tool.request ?? ""} wanted={wanted} />
            {tool.result !== undefined && (
              <JsonBlock title="Result" json={tool.result} wanted={wanted} />
            )}
            {tool.error !== undefined && (
              <JsonBlock title="Error" json={tool.error} wanted={wanted} />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

const durationText = (ms: number | undefined): string =>
  ms === undefined ? "" : `${(ms / 1_000).toFixed(2)} s`;
