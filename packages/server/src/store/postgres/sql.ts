import type { QueryArrayConfig, QueryArrayResult, QueryConfig, QueryResult } from "pg";
import type { Insertion, Parameter, Sql, Value } from "../sql/database.js";
import { encodeArray } from "./arrays.js";
import { postgresDialect } from "./dialect.js";
import { insertStatement } from "./insert.js";
import { escapeNul } from "./nul-escape.js";
import { statementOf } from "./statements.js";

export type Query = QueryConfig | QueryArrayConfig;
export type Result = QueryResult | QueryArrayResult;

/** Implements `Sql` with a function that sends one query to the database. */
export function postgresSql(send: (query: Query) => Promise<Result>): Sql {
  const rows: Sql["rows"] = async <T>(text: string, parameters: readonly Parameter[] = []) => {
    const result = await send({ ...queryOf(text, parameters), rowMode: "array" });
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
      const result = await send(queryOf(text, parameters));
      return result.rows as T[];
    },
    async run(text, parameters = []) {
      const { rowCount } = await send(queryOf(text, parameters));
      return rowCount ?? 0;
    },
    async insert<T extends readonly Value[]>(insertion: Insertion) {
      if (insertion.rows.length === 0) return [];
      const { text, parameters } = insertStatement(insertion);
      return rows<T>(text, parameters);
    },
  };
}

const queryOf = (text: string, parameters: readonly Parameter[]): QueryConfig => ({
  ...statementOf(text),
  values: parameters.map(toQueryValue),
});

function toQueryValue(parameter: Parameter): Value {
  if (typeof parameter === "string") return escapeNul(parameter);
  if (!Array.isArray(parameter)) return parameter as Value;
  if (parameter.length === 0) return "{}";
  return encodeArray(typeof parameter[0] === "string" ? "text" : "bigint", parameter);
}
