import type { LabelFilter, LabelQuery } from "../port.js";
import type { Dialect, Parameter } from "./database.js";

/** A condition on labels, and its parameters. */
interface Condition {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** What follows `FROM session_labels` for the labels of a query, all or a page of them. */
export function labelQuery(dialect: Dialect, organisation: number, query: LabelQuery) {
  const conditions: Condition[] = [{ text: "org_id = ?", parameters: [organisation] }];
  if (query.from !== undefined) {
    conditions.push({ text: "timestamp >= ?", parameters: [query.from] });
  }
  if (query.until !== undefined) {
    conditions.push({ text: "timestamp < ?", parameters: [query.until] });
  }
  conditions.push(...query.filters.map((filter) => restriction(dialect, filter)));
  const where = `WHERE ${conditions.map(({ text }) => text).join(" AND ")}`;
  const parameters = conditions.flatMap((condition) => condition.parameters);
  const order = `${query.orderBy} ${
    query.descending ? "DESC NULLS LAST" : "ASC NULLS FIRST"
  }, id DESC NULLS LAST`;
  return {
    all: { text: where, parameters },
    page: {
      text: `${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
      parameters: [...parameters, query.limit, query.page * query.limit],
    },
  };
}

function restriction(dialect: Dialect, { property, values }: LabelFilter): Condition {
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
