import type { Dialect, Sql } from "../database.js";
import type { Budget } from "../list-budget.js";

/** The column that a page returns: whole sessions as JSON, or only their ids. */
export type PageColumn = "wire" | "session_id";

/** A list that is being read: by which connection, for which organisation, at what cost. */
export interface ListContext {
  readonly db: Sql;
  readonly dialect: Dialect;
  readonly organisation: number;
  readonly budget: Budget;
  readonly column: PageColumn;
}
