import { useRouter } from "@tanstack/react-router";
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { Session } from "syllable-sdk/models/components";
import { useIsPhone, useMedia } from "../../app/media.ts";
import { density, type Zone } from "../../app/preferences.ts";
import { useReviewer } from "../../app/reviewer.ts";
import { idOf } from "../../app/session-queries.ts";
import { useStored } from "../../app/stored.ts";
import { useZone } from "../../app/zone.ts";
import { classes } from "../../components/classes.ts";
import { selectionOf } from "../../filters/search.ts";
import { CellsContext, SettledContext } from "./cells.tsx";
import { COLUMN_IDS, columns, features, LOOKS, visibleIds } from "./columns.tsx";
import { useLabels } from "./data.ts";
import styles from "./grid.module.css";
import { GridHead } from "./grid-head.tsx";
import { GridRow, SkeletonRows } from "./grid-row.tsx";
import type { ListView } from "./use-list-view.ts";

/** Rows that are rendered above and below those that are visible. */
const OVERSCAN = 12;

/** The table of sessions. Only the visible rows are in the document. */
export function Grid({ view }: { view: ListView }) {
  const { rows, search, cursor, total, isStale } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const reviewer = useReviewer();
  const rowHeight = useRowHeight();
  const isPhone = useIsPhone();
  const visible = visibleIds(search.columns);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: idOf,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: {
      columnVisibility: Object.fromEntries(COLUMN_IDS.map((id) => [id, visible.includes(id)])),
      sorting: view.sorting,
    },
    onSortingChange: view.onSortingChange,
  });
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    getItemKey: (index) => idOf(rows[index] as Session),
    // The head of the table takes this much of the scroller from the rows.
    scrollPaddingEnd: isPhone ? 0 : HEAD_HEIGHT,
    useFlushSync: false,
  });
  useEffect(() => {
    if (rowHeight) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  useScrollToCursor(view, (index, align) => virtualizer.scrollToIndex(index, { align }));
  useKeptRow(view, scroller, rowHeight);

  const items = virtualizer.getVirtualItems();
  const labels = useLabels(rows, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const linkQuery = useLinkQuery(search);
  const cells = useMemo(
    () => ({ zone, labels, reviewer, linkQuery }),
    [zone, labels, reviewer, linkQuery],
  );
  const widths = visible.map((id) => widthOf(id, zone));
  const template = visible.map((id, index) => trackOf(id, widths[index])).join(" ");
  const width = widths.reduce((sum, one) => sum + one, 0);
  const allRows = table.getRowModel().rows;
  return (
    <CellsContext value={cells}>
      <div
        ref={scroller}
        role="grid"
        id="sessions"
        aria-label="Sessions"
        aria-rowcount={total ?? -1}
        aria-colcount={visible.length}
        aria-busy={isStale || view.isPending}
        aria-activedescendant={view.activeElementId}
        tabIndex={0}
        className={classes(styles.grid, isStale && styles.stale)}
        style={{ "--columns": template, "--width": `${width}px` } as React.CSSProperties}
        onKeyDown={view.onGridKeyDown}
      >
        <GridHead table={table} view={view} />
        {view.isPending ? (
          <SkeletonRows columnIds={visible} />
        ) : (
          <div
            role="rowgroup"
            className={styles.body}
            style={{ height: virtualizer.getTotalSize() }}
          >
            <SettledContext value={!virtualizer.isScrolling}>
              {items.map(({ index, start, size }) => {
                const row = allRows[index];
                if (!row) return null;
                return (
                  <GridRow
                    key={row.id}
                    row={row}
                    columnIds={visible}
                    start={start}
                    height={size}
                    rowIndex={view.offset + index + 1}
                    isActive={cursor.index === index}
                    onOpen={view.open}
                  />
                );
              })}
            </SettledContext>
          </div>
        )}
      </div>
    </CellsContext>
  );
}

export const HEAD_HEIGHT = 32;

/** The name of the agent's zone follows each time. */
const widthOf = (id: string, zone: Zone): number =>
  (LOOKS.get(id)?.width ?? 0) + (id === "timestamp" && zone === "agent" ? 48 : 0);

/** A column is never narrower than its width. */
function trackOf(id: string, width = 0): string {
  const { grows } = LOOKS.get(id) ?? {};
  return grows ? `minmax(${width}px, ${grows}fr)` : `${width}px`;
}

/** The query of links to sessions. With it, a session knows its neighbours in the list. */
function useLinkQuery(search: ListView["search"]): string {
  const router = useRouter();
  return useMemo(() => {
    const { sort, page, size } = search;
    const query = { ...selectionOf(search), sort, page, size };
    return router.buildLocation({ to: "/sessions", search: query }).searchStr;
  }, [router, search]);
}

/** The height of a row in pixels. The style sheets use it as `--row`. */
function useRowHeight(): number {
  const [chosen] = useStored(density);
  const isPhone = useIsPhone();
  const isCoarse = useMedia("(pointer: coarse)");
  if (isPhone) return 64;
  if (isCoarse) return 44;
  return chosen === "comfortable" ? 40 : 36;
}

/** Keeps the active row in view when the keyboard moves it, and shows it after a return to the list. */
function useScrollToCursor(
  { cursor }: ListView,
  scrollTo: (index: number, align: "auto" | "center") => void,
): void {
  const { index, moves } = cursor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the cursor scrolls
  useEffect(() => {
    if (index >= 0 && moves >= 0) scrollTo(index, moves === 0 ? "center" : "auto");
  }, [index, moves]);
}

/** Keeps a row at its place on the screen when newer sessions come in above it. */
function useKeptRow(
  { rows, keptRow }: ListView,
  scroller: RefObject<HTMLDivElement | null>,
  rowHeight: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only new rows move the row
  useEffect(() => {
    const kept = keptRow.current;
    if (!kept || !scroller.current || kept.rows === rows) return;
    keptRow.current = undefined;
    const index = rows.findIndex((session) => idOf(session) === kept.id);
    if (index >= 0) scroller.current.scrollTop += (index - kept.index) * rowHeight;
  }, [rows]);
}
