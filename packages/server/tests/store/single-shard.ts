import type { Client, QueryResult } from "pg";
import { DISTRIBUTED_TABLES } from "../../src/store/postgres/distributed-tables.js";
import type { RecordedStatement } from "./recorded-statements.js";

const TABLES = DISTRIBUTED_TABLES.join("|");
const REFERENCE = new RegExp(String.raw`\b(?:FROM|JOIN|UPDATE)\s+(?:${TABLES})\b`, "g");
const INSERT = new RegExp(String.raw`\bINSERT INTO (?:${TABLES})\b`);
/** How an inserted row gets its organisation: a parameter, an element of an array, or a row that is read. */
const VALUES = /\(org_id, [^)]*\)\s+VALUES \(\$1,/;
const ARRAYS = /\(org_id, [^)]*\)\s+SELECT \* FROM unnest\(\$1::bigint\[\],/;
const ROWS = /\(org_id, [^)]*\)\s+SELECT org_id,/;

interface PlanNode {
  readonly Plans?: readonly PlanNode[];
  readonly Alias?: string;
  readonly [name: string]: unknown;
}

/**
 * Finds why a database with shards may run a statement on several of them. Each table that it reads must
 * be filtered by `org_id = $n`, all with the same organisation. Returns an empty list if they are.
 *
 * The plan is a generic one, in which parameters have no values. Each parameter of the store's statements
 * has its own number. So if two tables are filtered by the same number, the statement filters one of them
 * and joins the other to it, and the planner has derived the second filter.
 */
export async function findShardProblems(
  client: Client,
  { text, values = [] }: RecordedStatement,
): Promise<string[]> {
  const scans = scansIn(await explain(client, text, values.length));
  const problems: string[] = [];
  const references = text.match(REFERENCE) ?? [];
  if (references.length !== scans.length) {
    problems.push(`has ${references.length} references to tables, and reads ${scans.length}`);
  }
  const inserted = INSERT.test(text) ? organisationsInserted(text, values[0]) : [];
  if (!inserted) problems.push("inserts rows without an organisation");
  const organisations = new Set<unknown>(inserted);
  const parameters = new Set<number>();
  for (const { Alias: alias, ...scan } of scans) {
    const conditions = ["Index Cond", "Recheck Cond", "Filter"].map((name) => scan[name] ?? "");
    const parameter = new RegExp(String.raw`\b${alias}\.org_id = \$(\d+)`).exec(
      conditions.join(" AND "),
    );
    if (!parameter) {
      problems.push(`reads ${alias} without an organisation`);
      continue;
    }
    const number = Number(parameter[1]);
    if (parameters.has(number)) problems.push(`joins tables by the organisation $${number}`);
    parameters.add(number);
    organisations.add(values[number - 1]);
  }
  if (organisations.size > 1) problems.push(`names ${organisations.size} organisations`);
  return problems;
}

async function explain(client: Client, text: string, parameters: number): Promise<PlanNode> {
  const nulls = parameters === 0 ? "" : `(${Array(parameters).fill("NULL").join(", ")})`;
  const results: unknown = await client.query(`
    SET plan_cache_mode = force_generic_plan;
    PREPARE recorded AS ${text};
    EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE recorded ${nulls};
    DEALLOCATE recorded`);
  const [, , explained] = results as QueryResult[];
  return explained!.rows[0]["QUERY PLAN"][0].Plan;
}

/** The nodes of a plan that read a table of organisations. */
const scansIn = (node: PlanNode): PlanNode[] => [
  ...(isScan(node) ? [node] : []),
  ...(node.Plans ?? []).flatMap(scansIn),
];

const isScan = (node: PlanNode): boolean =>
  node["Node Type"] !== "ModifyTable" &&
  (DISTRIBUTED_TABLES as readonly unknown[]).includes(node["Relation Name"]);

/** The organisations of inserted rows, from the first parameter; undefined if it does not name them. */
function organisationsInserted(text: string, first: unknown): unknown[] | undefined {
  if (VALUES.test(text)) return [first];
  if (ARRAYS.test(text)) return numbersIn(first as Buffer);
  return ROWS.test(text) ? [] : undefined;
}

/** The elements of an array in PostgreSQL's binary format: a header, then a length before each. */
function numbersIn(array: Buffer): number[] {
  const length = array.readInt32BE(12);
  return Array.from({ length }, (_, index) => Number(array.readBigInt64BE(24 + 12 * index)));
}
