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

/** A row of the table. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, columnIds, start, height, rowIndex, isActive, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table row can't be placed by a virtual list
    // biome-ignore lint/a11y/useFocusableInteractive: the table has the focus, and keeps the active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table handles Enter for the active row
    <div
      role="row"
      id={rowElementId(row.original)}
      aria-rowindex={rowIndex}
      aria-selected={isActive}
      className={styles.row}
      style={{ transform: `translateY(${start}px)`, height }}
      onClick={(event) => {
        // A click on the link itself, or while text is selected, is not for the row.
        if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
        if (getSelection()?.isCollapsed === false) return;
        event.preventDefault();
        onOpen(row.original);
      }}
    >
      {row.getVisibleCells().map((cell, index) => {
        const id = columnIds[index] as string;
        const look = LOOKS.get(id);
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
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

const SKELETON_ROWS = 30;

/** The shape of rows that are being loaded. */
export function SkeletonRows({ columnIds }: { columnIds: readonly string[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: like the rows that come
    <div role="rowgroup">
      {Array.from({ length: SKELETON_ROWS }, (_, index) => (
        // biome-ignore lint/a11y/useSemanticElements: like the rows that come
        // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do with them
        <div key={`row ${index + 1}`} role="row" className={styles.skeletonRow}>
          {columnIds.map((id, column) => {
            const look = LOOKS.get(id);
            const share = 0.5 + (((index + 3) * (column + 7)) % 5) / 10;
            return (
              // biome-ignore lint/a11y/useSemanticElements: like the rows that come
              // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do with them
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
