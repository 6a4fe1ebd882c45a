import type { ReactTable } from "@tanstack/react-table";
import type { Session } from "syllable-sdk/models/components";
import { useZone } from "../../app/zone.ts";
import { classes } from "../../components/classes.ts";
import { Icon } from "../../components/icon.tsx";
import { columnZoneName } from "../../text/times.ts";
import { type Features, LOOKS } from "./columns.tsx";
import { headElementId } from "./element-ids.ts";
import styles from "./grid.module.css";
import type { ListView } from "./use-list-view.ts";
import { ZoneMenu } from "./zone-menu.tsx";

/** The heads of the columns. A press sorts. */
export function GridHead({
  table,
  view,
}: {
  table: ReactTable<Features, Session>;
  view: ListView;
}) {
  const zone = useZone();
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" className={styles.headRow}>
        {headers.map(({ column }, index) => {
          const look = LOOKS.get(column.id);
          const isTime = column.id === "timestamp";
          const title = isTime ? `Time, ${columnZoneName(zone)}` : look?.title;
          const sorted = column.getIsSorted();
          return (
            <div
              key={column.id}
              role="columnheader"
              id={headElementId(column.id)}
              aria-colindex={index + 1}
              aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
              title={look?.hint}
              className={classes(
                styles.headCell,
                styles[column.id],
                look?.isNumber && styles.number,
                view.cursor.column === index && styles.activeHead,
              )}
            >
              {column.getCanSort() ? (
                <button
                  type="button"
                  tabIndex={-1}
                  className={styles.sort}
                  onClick={column.getToggleSortingHandler()}
                >
                  {title}
                  {sorted && <Icon name={sorted === "asc" ? "up" : "down"} small />}
                </button>
              ) : (
                title
              )}
              {isTime && <ZoneMenu onChange={view.setZone} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
