import { dirname, resolve } from "node:path";
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import Libsql from "libsql";
import type { Tables } from "../sql/tables.js";
import { makeFolder } from "./make-folder.js";
import { migrate } from "./migrate.js";

type Value = string | number | Buffer | null;
type Statement = ReturnType<InstanceType<typeof Libsql>["prepare"]>;

/** What builds queries; they are run by `Database`. */
export const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** One connection to a SQLite file, with its prepared statements. */
export class Database {
  readonly #connection: InstanceType<typeof Libsql>;
  readonly #statements = new Map<string, Statement>();

  private constructor(connection: InstanceType<typeof Libsql>) {
    this.#connection = connection;
  }

  /** Opens the file, makes it where there is none, and brings it to the newest version. */
  static open(path: string): Database {
    makeFolder(dirname(resolve(path)));
    const connection = new Libsql(path, { timeout: 5_000 });
    // A WAL lets another process read while this one writes; FULL makes a commit durable.
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA cache_size = -65536");
    // 64 MiB between checkpoints: an import touches the same index pages again and again, and
    // should write each of them back to the file but now and then.
    connection.exec("PRAGMA wal_autocheckpoint = 16384");
    migrate(connection, path);
    return new Database(connection);
  }

  /** The rows, each an array of its columns. */
  rows<T extends Value[]>(sql: string, ...values: Value[]): T[] {
    return this.#statement(sql).all(values) as T[];
  }

  /** The first row. */
  row<T extends Value[]>(sql: string, ...values: Value[]): T | undefined {
    return this.#statement(sql).get(values) as T | undefined;
  }

  /** The objects that a built query selects. */
  select<O>(query: CompiledQuery<O>): O[] {
    const statement = this.#statement(query.sql);
    const names = statement.columns().map(({ name }) => name);
    return (statement.all(query.parameters as Value[]) as Value[][]).map(
      (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as O,
    );
  }

  /** How many rows were changed. */
  run(sql: string, values: readonly unknown[]): number {
    return this.#statement(sql).run(values as Value[]).changes;
  }

  execute(query: CompiledQuery): number {
    return this.run(query.sql, query.parameters);
  }

  /** All that `work` writes, or nothing. */
  transaction<T>(work: () => T): T {
    this.#connection.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#connection.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk rolls back by itself; a second time would hide the reason.
      if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      if (statement.reader) statement.raw();
      if (this.#statements.size > 500) this.#statements.clear();
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
