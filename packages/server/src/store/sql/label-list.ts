import type { IdPage, LabelPage, LabelQuery, LabelRecord } from "../port.js";
import type { Dialect, Sql, SqlDatabase } from "./database.js";
import { type Fragment, raw, selectRow, selectRows, sql } from "./fragment.js";
import { labelClauses } from "./label-query.js";
import type { Budget } from "./list-budget.js";

const COLUMNS = `id, session_id AS session, timestamp, type, code, user_email AS "userEmail",
    comments, issue_categories AS "issueCategories"`;
export const LABELS = `SELECT ${COLUMNS} FROM session_labels`;

/** Labels by their ids, in order. `CROSS JOIN` makes SQLite start with the ids instead of all labels. */
export const labelsByIds = ({ wanted }: Dialect): string =>
  `SELECT ${COLUMNS} FROM ${wanted} CROSS JOIN session_labels
   WHERE org_id = ? AND id = wanted.value ORDER BY wanted.key`;

/** A label as stored: the categories are a JSON array of strings. */
export type LabelRow = Omit<LabelRecord, "issueCategories"> & {
  readonly issueCategories: string | null;
};

export const toLabel = ({ issueCategories, ...row }: LabelRow): LabelRecord => ({
  ...row,
  issueCategories: issueCategories === null ? null : JSON.parse(issueCategories),
});

/** Lists labels as of one moment. Throws `BudgetExceededError` if the budget does not allow it. */
export function listLabels(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<LabelPage> {
  return readPage(db, organisation, query, budget, signal, async (snapshot, page, total) => {
    const { text, parameters } = sql`${raw(LABELS)} ${page}`;
    const rows = await snapshot.objects<LabelRow>(text, parameters);
    return { items: rows.map(toLabel), total };
  });
}

/** Lists the ids of the labels that `listLabels` returns. */
export function listLabelIds(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<IdPage> {
  return readPage(db, organisation, query, budget, signal, async (snapshot, page, total) => {
    const rows = await selectRows<[number]>(snapshot, sql`SELECT id FROM session_labels ${page}`);
    return { ids: rows.map(([id]) => id), total };
  });
}

function readPage<T>(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal: AbortSignal | undefined,
  read: (snapshot: Sql, page: Fragment, total: number) => Promise<T>,
): Promise<T> {
  const { indexed, all, page } = labelClauses(db.dialect, organisation, query);
  return db.snapshot(async (snapshot) => {
    await spend(snapshot, indexed, query, budget);
    const count = sql`SELECT count(*) FROM session_labels ${all}`;
    const [total] = await selectRow<[number]>(snapshot, count);
    return read(snapshot, page, total);
  }, signal);
}

/** How many index entries are counted in the time that reading one row takes. */
const COUNTED_PER_ROW = 8;

/** Spends the budget for the labels that the list has to read: those that an index finds. */
async function spend(
  db: Sql,
  indexed: Fragment,
  { limit, page, filters, orderBy }: LabelQuery,
  budget: Budget,
): Promise<void> {
  if (budget.isUnlimited) return;
  const isInOrder = filters.length === 0 && orderBy === "timestamp";
  const perRow = isInOrder ? 1 / COUNTED_PER_ROW : 1 + filters.length;
  const maxRows = Math.ceil(budget.capRows(Number.POSITIVE_INFINITY) / perRow);
  const [rows] = await selectRow<[number]>(
    db,
    sql`SELECT count(*) FROM (SELECT 1 FROM session_labels ${indexed} LIMIT ${maxRows}) AS labels`,
  );
  budget.spend(rows * perRow);
  // The rows before a page are skipped one by one.
  if (isInOrder) budget.spend(Math.min(rows, (page + 1) * limit));
}
