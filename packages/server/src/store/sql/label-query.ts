import type { LabelFilter, LabelQuery } from "../port.js";
import { isBetween, isInRange, limitTo, orderBy } from "./clauses.js";
import type { Dialect } from "./database.js";
import { and, Fragment, join, raw, sql } from "./fragment.js";
import { pageRange } from "./page-range.js";

/** The clauses that follow `FROM session_labels`. */
interface LabelClauses {
  /** The labels that an index finds: those in the query's time ranges, with its session ids. */
  readonly indexed: Fragment;
  /** All labels that match the query. */
  readonly all: Fragment;
  /** One page of them. */
  readonly page: Fragment;
}

export function labelClauses(
  dialect: Dialect,
  organisation: number,
  query: LabelQuery,
): LabelClauses {
  const { filters, orderBy: column, descending } = query;
  const [from, until] = [query.from ?? -Infinity, query.until ?? Infinity];
  const inIndex = ({ property }: LabelFilter) =>
    property === "session_id" || property === "timestamp";
  const indexed = [
    sql`org_id = ${organisation}`,
    ...isBetween("timestamp", from, until),
    ...filters.filter(inIndex).flatMap((filter) => conditions(dialect, filter)),
  ];
  const others = filters
    .filter((filter) => !inIndex(filter))
    .flatMap((filter) => conditions(dialect, filter));
  const all = sql`WHERE ${and([...indexed, ...others])}`;
  const order = orderBy([
    { column, descending },
    { column: "id", descending: true },
  ]);
  return {
    indexed: sql`WHERE ${and(indexed)}`,
    all,
    page: sql`${all} ${order} ${limitTo(pageRange(query))}`,
  };
}

function conditions(dialect: Dialect, filter: LabelFilter): Fragment[] {
  if ("range" in filter) return isInRange(filter.property, filter.range);
  const { property, values } = filter;
  switch (property) {
    case "user_email":
      return [new Fragment(dialect.contains("user_email_folded"), [values[0]!])];
    case "issue_categories":
      return [new Fragment(dialect.hasText("issue_categories"), [JSON.stringify(values[0])])];
    case "session_id":
      return [new Fragment(dialect.inList(property), [values as readonly number[]])];
    default: {
      const texts = values.map((value) => sql`${value}`);
      return [sql`${raw(property)} IN (${join(texts, ", ")})`];
    }
  }
}
