import type { LabelFilter, LabelQuery } from "../port.js";
import type { Dialect, Parameter } from "./database.js";
import { pageRange } from "./page-range.js";

/** The clauses that follow `FROM session_labels`, and their parameters. */
export interface LabelStatement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

interface LabelStatements {
  /** The labels that an index finds: those of the query's time and session ids. */
  readonly indexed: LabelStatement;
  /** All labels of the query. */
  readonly all: LabelStatement;
  /** One page of them. */
  readonly page: LabelStatement;
}

export function labelQuery(
  dialect: Dialect,
  organisation: number,
  query: LabelQuery,
): LabelStatements {
  const indexed: LabelStatement[] = [{ text: "org_id = ?", parameters: [organisation] }];
  const others: LabelStatement[] = [];
  if (query.from !== undefined) {
    indexed.push({ text: "timestamp >= ?", parameters: [query.from] });
  }
  if (query.until !== undefined) {
    indexed.push({ text: "timestamp < ?", parameters: [query.until] });
  }
  for (const filter of query.filters) {
    (filter.property === "session_id" ? indexed : others).push(condition(dialect, filter));
  }
  const all = where([...indexed, ...others]);
  const { offset, limit } = pageRange(query);
  const order = `${query.orderBy} ${
    query.descending ? "DESC NULLS LAST" : "ASC NULLS FIRST"
  }, id DESC NULLS LAST`;
  return {
    indexed: where(indexed),
    all,
    page: {
      text: `${all.text} ORDER BY ${order} LIMIT ? OFFSET ?`,
      parameters: [...all.parameters, limit, offset],
    },
  };
}

const where = (conditions: readonly LabelStatement[]): LabelStatement => ({
  text: `WHERE ${conditions.map(({ text }) => text).join(" AND ")}`,
  parameters: conditions.flatMap(({ parameters }) => parameters),
});

function condition(dialect: Dialect, { property, values }: LabelFilter): LabelStatement {
  switch (property) {
    case "user_email":
      return { text: dialect.contains("user_email_folded"), parameters: [values[0]!] };
    case "issue_categories":
      return { text: dialect.hasText("issue_categories"), parameters: [JSON.stringify(values[0])] };
    case "timestamp":
    case "session_id":
      return { text: dialect.inList(property), parameters: [values as readonly number[]] };
    default: {
      const places = values.map(() => "?").join(", ");
      return { text: `${property} IN (${places})`, parameters: values };
    }
  }
}
