import { useNavigate } from "@tanstack/react-router";
import type { SortingState, Updater } from "@tanstack/react-table";
import { type KeyboardEvent, type RefObject, useCallback, useRef } from "react";
import type { Session } from "syllable-sdk/models/components";
import { type Zone, zonePreference } from "../../app/preferences.ts";
import { idOf } from "../../app/session-queries.ts";
import { forgetSteps } from "../../app/steps-taken.ts";
import { useZone } from "../../app/zone.ts";
import { orderOf } from "../../filters/request.ts";
import { type ListSearch, PAGE_SIZES, selectionOf } from "../../filters/search.ts";
import { visibleIds } from "./columns.tsx";
import { useNewer, useReload, useSessions } from "./data.ts";
import { headElementId, rowElementId } from "./element-ids.ts";
import { sessionsRoute } from "./route.tsx";
import { useCursor } from "./use-cursor.ts";

export type ListView = ReturnType<typeof useListView>;

interface KeptRow {
  readonly id: string;
  readonly index: number;
  readonly rows: readonly Session[];
}

/** Everything that the page of sessions shows and can do. Its state is the address and the cursor. */
export function useListView() {
  const search = sessionsRoute.useSearch();
  const zone = useZone();
  const navigate = useNavigate({ from: "/sessions" });
  const list = useSessions(search, zone);
  const newer = useNewer(search, zone, list.isStale ? undefined : list.total);
  const reload = useReload();
  const keptRow: RefObject<KeptRow | undefined> = useRef(undefined);
  const { rows, total } = list;
  const columnIds = visibleIds(search.columns);
  const cursor = useCursor(rows, search.row, columnIds.length);
  const size = search.size ?? PAGE_SIZES[0];
  const page = search.page ?? 1;
  const pages = Math.max(1, Math.ceil((total ?? 0) / size));

  /** Changes the address. Other filters or another order start at the first page. */
  const change = useCallback(
    (changed: Partial<ListSearch>) =>
      void navigate({
        search: (before) => ({ ...before, page: undefined, row: undefined, ...changed }),
      }),
    [navigate],
  );
  const open = useCallback(
    async (session: Session) => {
      const sessionId = idOf(session);
      forgetSteps();
      // Back returns to the list with this row selected.
      await navigate({ search: (before) => ({ ...before, row: sessionId }), replace: true });
      const { sort, page, size } = search;
      await navigate({
        to: "/sessions/$sessionId",
        params: { sessionId },
        search: { ...selectionOf(search), sort, page, size },
      });
    },
    [navigate, search],
  );
  const goToPage = (to: number) =>
    void navigate({
      search: (before) => ({
        ...before,
        row: undefined,
        page: Math.min(pages, Math.max(1, to)),
      }),
    });
  const loadNewer = async () => {
    const id = cursor.id ?? (rows[0] && idOf(rows[0]));
    const index = rows.findIndex((session) => idOf(session) === id);
    if (id && index >= 0 && cursor.id) keptRow.current = { id, index, rows };
    await reload();
  };
  const { orderBy, orderByDirection } = orderOf(search);
  const sorting: SortingState = [{ id: orderBy, desc: orderByDirection === "desc" }];
  const onSortingChange = (updater: Updater<SortingState>) => {
    const [next] = typeof updater === "function" ? updater(sorting) : updater;
    const sort = next && `${next.desc ? "-" : ""}${next.id}`;
    change({ sort: sort === "-timestamp" ? undefined : (sort as ListSearch["sort"]) });
  };
  const setZone = (chosen: Zone) => {
    zonePreference.set(chosen);
    change({ zone: chosen, page: search.page });
  };
  const setSize = (rowsPerPage: number) =>
    change({ size: rowsPerPage === PAGE_SIZES[0] ? undefined : rowsPerPage });
  const active = rows[cursor.index];
  const activeColumn = cursor.column === undefined ? undefined : columnIds[cursor.column];
  const onGridKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && activeColumn) {
      document.getElementById(headElementId(activeColumn))?.querySelector("button")?.click();
    } else if (event.key === "Enter" && active) {
      void open(active);
    } else if (!cursor.handleKey(event.key)) {
      return;
    }
    event.preventDefault();
  };
  return {
    ...list,
    search,
    zone,
    newer,
    page,
    pages,
    size,
    offset: (page - 1) * size,
    cursor,
    active,
    activeElementId: activeColumn ? headElementId(activeColumn) : active && rowElementId(active),
    keptRow,
    sorting,
    change,
    open,
    goToPage,
    loadNewer,
    onSortingChange,
    setSize,
    setZone,
    onGridKeyDown,
  };
}
