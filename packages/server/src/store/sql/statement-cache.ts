import type { Dialect } from "./database.js";
import type { Fragment } from "./fragment.js";

const MAX_STATEMENTS = 1_000;

/** Holds statements of requests that are made often, so that they are compiled once. */
export class StatementCache {
  readonly #statements = new WeakMap<Dialect, Map<string, Fragment>>();

  get(dialect: Dialect, request: string, compile: () => Fragment): Fragment {
    const statements = this.#statements.get(dialect) ?? new Map<string, Fragment>();
    this.#statements.set(dialect, statements);
    const known = statements.get(request);
    if (known) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = compile();
    statements.set(request, statement);
    return statement;
  }
}
