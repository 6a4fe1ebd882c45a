import { foldAddress } from "../port/address.js";
import { fold } from "../port/fold.js";
import type { Sql, Value } from "./database.js";
import type { Progress } from "./migration.js";

const BATCH_SIZE = 5_000;
/** The number of rows between two progress messages. */
const REPORTED_ROWS = 100_000;

/** A column with the folded text of another column. */
interface FoldedColumn {
  readonly table: "session_profiles" | "session_values" | "session_labels";
  readonly from: string;
  readonly to: string;
  fold(text: string): string;
}

const COLUMNS: readonly FoldedColumn[] = [
  { table: "session_profiles", from: "agent_name", to: "agent_name_folded", fold },
  { table: "session_profiles", from: "prompt_name", to: "prompt_name_folded", fold },
  // Long sources and targets are stored only in folded form, which can be folded again.
  { table: "session_values", from: "folded", to: "folded", fold: foldAddress },
  { table: "session_labels", from: "user_email", to: "user_email_folded", fold },
];

interface Options {
  /** The columns of the primary key of the tables. */
  readonly key: readonly string[];
  /**
   * Statements that maintain the text index of `session_values`, before and after each update of it.
   * The ids of the updated rows are in the table `refolded`.
   */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/**
 * A migration step that folds stored text again after `fold` has changed. Databases cannot fold text, so
 * all rows are read, and those that change are written back.
 */
export const refold =
  (options: Options) =>
  async (sql: Sql, progress: Progress): Promise<void> => {
    await sql.run("CREATE TEMPORARY TABLE refolded (org_id BIGINT, id BIGINT, folded TEXT)");
    for (const column of COLUMNS) await refoldColumn(sql, column, options, progress);
    await sql.run("DROP TABLE refolded");
  };

type Row = Readonly<Record<string, Value>> & { readonly old: string | null };

async function refoldColumn(
  sql: Sql,
  column: FoldedColumn,
  options: Options,
  progress: Progress,
): Promise<void> {
  const { table, from, to } = column;
  const { key } = options;
  const [all] = (await sql.row<[number]>(`SELECT count(*) FROM ${table}`))!;
  const next = `SELECT org_id, id, ${from} AS text, ${to} AS old FROM ${table}
    WHERE (${key}) > (${key.map(() => "?")}) ORDER BY ${key} LIMIT ${BATCH_SIZE}`;
  let last: Value[] = key.map(() => -1);
  for (let done = 0; done < all; ) {
    const rows = await sql.objects<Row>(next, last);
    const changed = rows.flatMap(({ org_id, id, text, old }) => {
      const folded = typeof text === "string" ? column.fold(text) : null;
      return folded === old ? [] : [[org_id!, id!, folded]];
    });
    if (changed.length > 0) await update(sql, column, options, changed);
    if (rows.length === 0) return;
    last = key.map((name) => rows.at(-1)![name]!);
    const before = done;
    done += rows.length;
    if (Math.floor(before / REPORTED_ROWS) < Math.floor(done / REPORTED_ROWS)) {
      progress(`migrating the text columns of ${table}: ${done} of ${all} rows done`);
    }
  }
}

async function update(
  sql: Sql,
  { table, to }: FoldedColumn,
  options: Options,
  rows: readonly Value[][],
): Promise<void> {
  const { before = [], after = [] } = table === "session_values" ? options : {};
  await sql.insert({ table: "refolded", columns: ["org_id", "id", "folded"], rows });
  for (const statement of before) await sql.run(statement);
  await sql.run(`UPDATE ${table} SET ${to} = refolded.folded FROM refolded
    WHERE ${table}.org_id = refolded.org_id AND ${table}.id = refolded.id`);
  for (const statement of after) await sql.run(statement);
  await sql.run("DELETE FROM refolded");
}
