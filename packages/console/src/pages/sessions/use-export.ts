import { useEffect, useRef, useState } from "react";
import type { SessionLabel } from "syllable-sdk/models/components";
import { sdk } from "../../app/sdk.ts";
import { idOf, listLabels } from "../../app/session-queries.ts";
import { describeError } from "../../components/describe-error.ts";
import { labelThatCounts } from "../../components/label-mark.tsx";
import { notify, notifyError } from "../../components/notice.tsx";
import { filterRequest, orderOf } from "../../filters/request.ts";
import { counted } from "../../text/numbers.ts";
import { csvHead, csvRow, type ExportFormat, jsonLine } from "./export-rows.ts";
import type { ListView } from "./use-list-view.ts";

export type Exporting = ReturnType<typeof useExport>;

const PAGE = 1_000;
/** How many labels one request asks for. The ids must fit into a URL. */
const LABELS_PER_REQUEST = 250;

/** Exports all sessions that match, page by page, and saves them as a file. */
export function useExport({ search, zone }: Pick<ListView, "search" | "zone">) {
  const [written, setWritten] = useState<number>();
  const controller = useRef<AbortController>(undefined);

  // Away from the page, nothing shows the progress or cancels the export.
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (format: ExportFormat) => {
    controller.current = new AbortController();
    const { signal } = controller.current;
    // Only in the order of time are pages exact while sessions are added.
    const { orderBy, orderByDirection: direction } = orderOf(search);
    const orderByDirection = orderBy === "timestamp" ? direction : "desc";
    const request = { ...filterRequest(search, zone), orderByDirection, limit: PAGE };
    // A browser moves the parts of a large Blob out of memory; the page holds one part at a time.
    const parts: Blob[] = [new Blob(format === "csv" ? ["\uFEFF", csvHead(zone)] : [])];
    let count = 0;
    setWritten(0);
    try {
      for await (const { items } of sdk.sessions.pages(request, { signal, timeoutMs: 60_000 })) {
        if (format === "csv") {
          const labels = await labelsOf(items.map(idOf), signal);
          parts.push(new Blob(items.map((item) => csvRow(item, labels.get(idOf(item)), zone))));
        } else {
          parts.push(new Blob(items.map(jsonLine)));
        }
        count += items.length;
        setWritten(count);
      }
      save(new Blob(parts, { type: TYPES[format] }), `sessions.${format}`);
      notify(`Exported ${counted(count, "session")}`);
    } catch (error) {
      if (signal.aborted) notify("The export was cancelled.");
      else notifyError(`The export failed. ${describeError(error).cause}`);
    } finally {
      setWritten(undefined);
    }
  };

  return {
    /** The number of rows that are written; undefined while no export runs. */
    written,
    start: (format: ExportFormat) => {
      if (written === undefined) void run(format);
    },
    cancel: () => controller.current?.abort(),
  };
}

const TYPES = { csv: "text/csv;charset=utf-8", jsonl: "application/x-ndjson" };

async function labelsOf(
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, SessionLabel>> {
  const found = new Map<string, SessionLabel[]>();
  for (let index = 0; index < ids.length; index += LABELS_PER_REQUEST) {
    for (const label of await listLabels(ids.slice(index, index + LABELS_PER_REQUEST), signal)) {
      const id = String(label.sessionId);
      found.set(id, [...(found.get(id) ?? []), label]);
    }
  }
  return new Map([...found].map(([id, labels]) => [id, labelThatCounts(labels) as SessionLabel]));
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
