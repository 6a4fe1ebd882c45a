import type { QueryArrayConfig, QueryArrayResult, QueryConfig, QueryResult } from "pg";
import type { Insertion, Parameter, Sql, Value } from "../sql/database.js";
import { arrayOf } from "./arrays.js";
import { postgresDialect } from "./dialect.js";
import { insertion } from "./insertion.js";
import { statementOf } from "./statements.js";
import { toKept } from "./text.js";

export type Query = QueryConfig | QueryArrayConfig;
export type Result = QueryResult | QueryArrayResult;

/** Runs statements by way of what sends them to the database. */
export function sqlOver(send: (query: Query) => Promise<Result>): Sql {
  const rows: Sql["rows"] = async <T>(text: string, parameters: readonly Parameter[] = []) => {
    const result = await send({ ...query(text, parameters), rowMode: "array" });
    return result.rows as T[];
  };
  return {
    dialect: postgresDialect,
    rows,
    async row(text, parameters) {
      const [row] = await rows(text, parameters);
      return row as never;
    },
    async objects<T>(text: string, parameters: readonly Parameter[] = []) {
      const result = await send(query(text, parameters));
      return result.rows as T[];
    },
    async run(text, parameters = []) {
      const { rowCount } = await send(query(text, parameters));
      return rowCount ?? 0;
    },
    async insert<T extends readonly Value[]>(given: Insertion) {
      if (given.rows.length === 0) return [];
      const { text, parameters } = insertion(given);
      return rows<T>(text, parameters);
    },
  };
}

const query = (text: string, parameters: readonly Parameter[]): QueryConfig => ({
  ...statementOf(text),
  values: parameters.map(bound),
});

function bound(parameter: Parameter): Value {
  if (typeof parameter === "string") return toKept(parameter);
  if (!Array.isArray(parameter)) return parameter as Value;
  if (parameter.length === 0) return "{}";
  return arrayOf(typeof parameter[0] === "string" ? "text" : "bigint", parameter);
}
