import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useBrowserSession } from "../../app/browser-session.ts";
import { useShortcuts } from "../../app/keyboard.ts";
import { useReviewer } from "../../app/reviewer.ts";
import { sdk } from "../../app/sdk.ts";
import { idOf, noteLabel } from "../../app/session-queries.ts";
import { describeError } from "../../components/describe-error.ts";
import { notify, notifyError } from "../../components/notice.tsx";
import type { ListView } from "./use-list-view.ts";

/** The shortcuts of the page. */
export function useKeys(view: ListView, actions: { search: () => void; export: () => void }): void {
  const label = useLabel(view);
  const { cursor, active, open } = view;
  const move = (rows: number) => () => cursor.moveBy(rows);
  useShortcuts("Sessions", [
    { key: "j", does: "Next row", run: move(1) },
    { key: "k", does: "Previous row", run: move(-1) },
    { key: "ArrowDown", does: "Next row", run: move(1) },
    { key: "ArrowUp", does: "Previous row", run: move(-1) },
    { key: "Enter", does: "Open the session", run: () => active && void open(active) },
    { key: "1", does: "Label GOOD", run: label("GOOD") },
    { key: "2", does: "Label OK", run: label("OK") },
    { key: "3", does: "Label BAD", run: label("BAD") },
    { key: "/", does: "Search by phone number", run: actions.search },
    { key: "n", does: "Load newer sessions", run: () => void view.loadNewer() },
    { key: "[", does: "Previous page", run: () => view.goToPage(view.page - 1) },
    { key: "]", does: "Next page", run: () => view.goToPage(view.page + 1) },
    { key: "e", does: "Export as CSV", run: actions.export },
  ]);
}

/** Labels the session of the active row. */
function useLabel({
  active,
}: ListView): (code: "GOOD" | "OK" | "BAD") => (event: KeyboardEvent) => void {
  const queryClient = useQueryClient();
  const userEmail = useReviewer();
  const { key } = useBrowserSession();
  /** The sessions whose label is being stored. */
  const storing = useRef(new Set<number>());
  const store = async (code: "GOOD" | "OK" | "BAD") => {
    if (!active) return notifyError("Select a row first, with J or K.");
    if (key.scope === "read") return notifyError("Your key can’t add labels.");
    const sessionId = Number(idOf(active));
    if (storing.current.has(sessionId)) return;
    storing.current.add(sessionId);
    try {
      const type = "human-rating";
      const label = await sdk.sessionLabels
        .create({ sessionId, type, code, userEmail })
        .finally(() => storing.current.delete(sessionId));
      await noteLabel(queryClient, label);
      notify(`Labelled ${code}`);
    } catch (error) {
      notifyError(`The label was not stored. ${describeError(error).cause}`);
    }
  };
  return (code) => (event) => {
    if (!event.repeat) void store(code);
  };
}
