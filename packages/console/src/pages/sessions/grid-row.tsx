import { FlexRender, type Row } from "@tanstack/react-table";
import { memo } from "react";
import type { Session } from "syllable-sdk/models/components";
import { classes } from "../../components/classes.ts";
import { Skeleton } from "./cells.tsx";
import { type Features, LOOKS } from "./columns.tsx";
import { rowElementId } from "./element-ids.ts";
import styles from "./grid.module.css";

interface GridRowProps {
  readonly row: Row<Features, Session>;
  readonly columnIds: readonly string[];
  /** The distance from the first row, in pixels. */
  readonly start: number;
  readonly height: number;
  /** The number of the row among all that match; the first is 1. */
  readonly rowIndex: number;
  readonly isActive: boolean;
  readonly onOpen: (session: Session) => void;
}

/** A row of the table. The virtual list positions it, so it is not a `tr`; the table has the focus. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, columnIds, start, height, rowIndex, isActive, onOpen } = props;
  return (
    <div
      role="row"
      id={rowElementId(row.original)}
      aria-rowindex={rowIndex}
      aria-selected={isActive}
      className={styles.row}
      style={{ transform: `translateY(${start}px)`, height }}
      onClick={(event) => {
        // A new tab or window is for the browser, and a click while text is selected is for nobody.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        if (getSelection()?.isCollapsed === false) return;
        event.preventDefault();
        onOpen(row.original);
      }}
    >
      {row.getVisibleCells().map((cell, index) => {
        const id = columnIds[index] as string;
        const look = LOOKS.get(id);
        return (
          <div
            key={id}
            role="gridcell"
            aria-colindex={index + 1}
            className={classes(
              styles.cell,
              styles[id],
              look?.isNumber && styles.number,
              look?.isMain && styles.main,
            )}
          >
            <FlexRender cell={cell} />
          </div>
        );
      })}
    </div>
  );
});

const SKELETON_ROWS = Array.from({ length: 30 }, (_, index) => index);

/** The shape of rows that are being loaded. */
export function SkeletonRows({ columnIds }: { columnIds: readonly string[] }) {
  return (
    <div role="rowgroup">
      {SKELETON_ROWS.map((index) => (
        <div key={index} role="row" className={styles.skeletonRow}>
          {columnIds.map((id, column) => {
            const look = LOOKS.get(id);
            const share = 0.5 + (((index + 3) * (column + 7)) % 5) / 10;
            return (
              <div
                key={id}
                role="gridcell"
                className={classes(styles.cell, styles[id], look?.isNumber && styles.number)}
              >
                <Skeleton width={Math.round(((look?.width ?? 100) - 24) * share)} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
