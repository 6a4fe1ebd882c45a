import { useState } from "react";
import type { Session } from "syllable-sdk/models/components";
import { idOf } from "../../app/session-queries.ts";

/** The rows that Page Up and Page Down move by. */
const PAGE_ROWS = 15;

interface State {
  /** The session of the active row. */
  readonly id: string | undefined;
  /** The active column head; it is undefined while a row is active. */
  readonly column: number | undefined;
  /** How often the keyboard moved the cursor. */
  readonly moves: number;
}

/** The place of the keyboard in the table: a row or, above the first row, the head of a column. */
export function useCursor(
  rows: readonly Session[],
  initialId: string | undefined,
  columns: number,
) {
  const [{ id, column, moves }, set] = useState<State>({
    id: initialId,
    column: undefined,
    moves: 0,
  });
  const index = id === undefined ? -1 : rows.findIndex((session) => idOf(session) === id);

  const moveTo = (target: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, target))];
    if (row) set({ id: idOf(row), column: undefined, moves: moves + 1 });
  };
  const moveToColumn = (target: number) =>
    set({ id, column: Math.min(columns - 1, Math.max(0, target)), moves });
  const moveBy = (rowsDown: number) => moveTo(index < 0 ? 0 : index + rowsDown);

  /** Handles a key of the table. Returns whether it is one. */
  const handleKey = (key: string): boolean => {
    if (column !== undefined) {
      if (key === "ArrowLeft") moveToColumn(column - 1);
      else if (key === "ArrowRight") moveToColumn(column + 1);
      else if (key === "ArrowDown") moveTo(0);
      else return key === "ArrowUp";
      return true;
    }
    switch (key) {
      case "ArrowDown":
        moveBy(1);
        return true;
      case "ArrowUp":
        if (index <= 0) moveToColumn(0);
        else moveBy(-1);
        return true;
      case "PageDown":
        moveBy(PAGE_ROWS);
        return true;
      case "PageUp":
        moveBy(-PAGE_ROWS);
        return true;
      case "Home":
        moveTo(0);
        return true;
      case "End":
        moveTo(rows.length - 1);
        return true;
      default:
        return false;
    }
  };
  return { id: index < 0 ? undefined : id, index, column, moves, moveBy, handleKey };
}
