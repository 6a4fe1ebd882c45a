import type { Zone } from "../../app/preferences.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Menu } from "../../components/menu.tsx";
import { count, counted } from "../../text/numbers.ts";
import { columnZoneName } from "../../text/times.ts";
import styles from "./export-button.module.css";
import type { ExportFormat } from "./export-rows.ts";
import type { Exporting } from "./use-export.ts";

/** Exports everything that matches. While an export runs, it shows how many rows are written, and cancels it. */
export function ExportButton(props: {
  exporting: Exporting;
  total: number | undefined;
  zone: Zone;
  /** Whether the list is sorted by time. */
  isByTime: boolean;
}) {
  const { exporting, total, zone, isByTime } = props;
  const sessions = total === undefined ? "matching sessions" : counted(total, "matching session");
  if (exporting.written !== undefined) {
    return (
      <Button className={styles.running} onPress={exporting.cancel} aria-label="Cancel the export">
        <span>Exporting {count(exporting.written)}</span>
        <Icon name="close" small />
      </Button>
    );
  }
  return (
    <Menu
      label={
        <>
          <Icon name="download" />
          Export
          <Icon name="down" small />
        </>
      }
      sections={[
        {
          items: [
            { id: "csv", name: "CSV", end: `Times in ${columnZoneName(zone)}` },
            { id: "jsonl", name: "JSON Lines", end: "Times in UTC" },
          ],
          onChoose: ([format]) => exporting.start(format as ExportFormat),
        },
      ]}
      note={`All ${sessions}, every column${isByTime ? "" : ", sorted by time, newest first"}`}
    />
  );
}
