import type { IdPage, LabelPage, LabelQuery, LabelRecord } from "../port.js";
import type { Dialect, Sql, SqlDatabase } from "./database.js";
import { type LabelStatement, labelQuery } from "./label-query.js";
import type { Budget } from "./list-budget.js";

const COLUMNS = `id, session_id AS session, timestamp, type, code, user_email AS "userEmail",
    comments, issue_categories AS "issueCategories"`;
export const LABELS = `SELECT ${COLUMNS} FROM session_labels`;

/** Labels by their ids, in order: from the list of ids, as SQLite might else look at every label. */
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

/** Reads a list as of one moment. Rejects with `BudgetExceededError` if the budget is too small. */
export function listLabels(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<LabelPage> {
  return read(db, organisation, query, budget, signal, async (sql, page, total) => {
    const rows = await sql.objects<LabelRow>(`${LABELS} ${page.text}`, page.parameters);
    return { items: rows.map(toLabel), total };
  });
}

/** Reads the ids of the labels that `listLabels` returns. */
export function listLabelIds(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal?: AbortSignal,
): Promise<IdPage> {
  return read(db, organisation, query, budget, signal, async (sql, page, total) => {
    const text = `SELECT id FROM session_labels ${page.text}`;
    const rows = await sql.rows<[number]>(text, page.parameters);
    return { ids: rows.map(([id]) => id), total };
  });
}

function read<T>(
  db: SqlDatabase,
  organisation: number,
  query: LabelQuery,
  budget: Budget,
  signal: AbortSignal | undefined,
  pageOf: (sql: Sql, page: LabelStatement, total: number) => Promise<T>,
): Promise<T> {
  const { indexed, all, page } = labelQuery(db.dialect, organisation, query);
  return db.snapshot(async (sql) => {
    await spend(sql, indexed, query, budget);
    const count = await sql.row<[number]>(
      `SELECT count(*) FROM session_labels ${all.text}`,
      all.parameters,
    );
    return pageOf(sql, page, count![0]);
  }, signal);
}

/** How many index entries are counted in the time that reading one row takes. */
const COUNTED_PER_ROW = 8;

/** Spends the budget for the labels that the list has to read: those of its time and session ids. */
async function spend(
  sql: Sql,
  indexed: LabelStatement,
  { limit, page, filters, orderBy }: LabelQuery,
  budget: Budget,
): Promise<void> {
  if (budget.isUnlimited) return;
  const isInOrder = filters.length === 0 && orderBy === "timestamp";
  const perRow = isInOrder ? 1 / COUNTED_PER_ROW : 1 + filters.length;
  const rows = await sql.row<[number]>(
    `SELECT count(*) FROM (SELECT 1 FROM session_labels ${indexed.text} LIMIT ?) AS labels`,
    [...indexed.parameters, Math.ceil(budget.capRows(Number.POSITIVE_INFINITY) / perRow)],
  );
  budget.spend(rows![0] * perRow);
  // The rows before a page are skipped one by one.
  if (isInOrder) budget.spend(Math.min(rows![0], (page + 1) * limit));
}
