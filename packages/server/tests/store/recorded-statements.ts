import { Client } from "pg";

/** A statement that was sent to PostgreSQL, with the values of its parameters. */
export interface RecordedStatement {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
}

type Call = [query: string | RecordedStatement, values?: readonly unknown[]];

/**
 * Records each different query and change that pools of connections send to PostgreSQL from now on,
 * with the values of its first use. Migrations, which change all organisations, use no pool.
 */
export function recordStatements(): ReadonlyMap<string, RecordedStatement> {
  const recorded = new Map<string, RecordedStatement>();
  const { query: send } = Client.prototype;
  const recordAndSend = function (this: Client, ...call: Call) {
    const [query, values] = call;
    const statement = typeof query === "string" ? { text: query, values } : query;
    const { text } = statement;
    const isPooled = "release" in this;
    if (isPooled && /^\s*(?:WITH|SELECT|INSERT|UPDATE|DELETE)\b/.test(text)) {
      if (!recorded.has(text)) recorded.set(text, { text, values: statement.values });
    }
    return Reflect.apply(send, this, call);
  };
  Client.prototype.query = recordAndSend as typeof send;
  return recorded;
}
