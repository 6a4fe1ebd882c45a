import { dirname, resolve } from "node:path";
import Libsql from "libsql";
import { LRUCache } from "lru-cache";
import type { Insertion, Parameter, Sql, SqlDatabase, Value } from "../sql/database.js";
import { sqliteDialect } from "./dialect.js";
import { makeFolder } from "./make-folder.js";

type Connection = InstanceType<typeof Libsql>;
type Statement = ReturnType<Connection["prepare"]>;

const MAX_CACHED_STATEMENTS = 500;

export interface ConnectionOptions {
  /** KiB of pages held in memory. */
  readonly cacheKiB: number;
}

/**
 * One connection to a SQLite file, with its prepared statements. What it promises is settled when
 * the call returns, so that a snapshot lasts no longer than its statements take; snapshots come one
 * after another. Who writes runs one transaction after another.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly dialect = sqliteDialect;
  readonly #statements = new LRUCache<string, Statement>({ max: MAX_CACHED_STATEMENTS });
  #lastSnapshot: Promise<void> = Promise.resolve();

  private constructor(readonly connection: Connection) {}

  /** Opens the file, and makes it where there is none. */
  static open(path: string, { cacheKiB }: ConnectionOptions): SqliteDatabase {
    makeFolder(dirname(resolve(path)));
    const connection = new Libsql(path, { timeout: 5_000 });
    // A WAL lets others read while one writes; FULL makes a commit durable.
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec(`PRAGMA cache_size = -${cacheKiB}`);
    // 64 MiB between checkpoints: an import touches the same index pages again and again, and
    // should write each of them back to the file but now and then.
    connection.exec("PRAGMA wal_autocheckpoint = 16384");
    return new SqliteDatabase(connection);
  }

  async rows<T extends readonly Value[]>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.all(bound(parameters)) as T[]);
  }

  async row<T extends readonly Value[]>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.get(bound(parameters)) as T | undefined);
  }

  async objects<T>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => {
      const names = statement.columns().map(({ name }) => name);
      return (statement.all(bound(parameters)) as Value[][]).map(
        (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as T,
      );
    });
  }

  async run(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.run(bound(parameters)).changes);
  }

  async insert<T extends readonly Value[]>(insertion: Insertion) {
    const { table, columns, rows, tail = "", returning = [] } = insertion;
    const places = columns.map(() => "?").join(", ");
    const text = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places}) ${tail}`;
    const given = returning.map((column) => columns.indexOf(column));
    // Rows that are returned cost as much again as to insert them: what was given is known already.
    if (given.every((place) => place >= 0)) {
      return this.#run(text, (statement) => {
        const inserted = rows.filter((row) => statement.run(row as Value[]).changes > 0);
        return inserted.map((row) => given.map((place) => row[place]) as unknown as T);
      });
    }
    return this.#run(`${text} RETURNING ${returning.join(", ")}`, (statement) => {
      const returned = rows.map((row) => statement.get(row as Value[]) as T | undefined);
      return returned.filter((row) => row !== undefined);
    });
  }

  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const turn = this.#lastSnapshot.then(async () => {
      await this.run("BEGIN");
      try {
        return await work(this);
      } finally {
        await this.run("COMMIT");
      }
    });
    this.#lastSnapshot = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    // A migration keeps sessions within its own.
    if (this.connection.inTransaction) return work(this);
    this.connection.exec("BEGIN IMMEDIATE");
    try {
      const result = await work(this);
      this.connection.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk rolls back by itself; a second time would hide the reason.
      if (this.connection.inTransaction) this.connection.exec("ROLLBACK");
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#statements.clear();
    this.connection.close();
  }

  #run<T>(text: string, work: (statement: Statement) => T): T {
    const statement = this.#statements.get(text) ?? this.#prepare(text);
    try {
      return work(statement);
    } catch (error) {
      // One that has failed would fail again, whatever it is given.
      this.#statements.delete(text);
      throw error;
    }
  }

  #prepare(text: string): Statement {
    const statement = this.connection.prepare(text);
    if (statement.reader) statement.raw();
    this.#statements.set(text, statement);
    return statement;
  }
}

/** Lists go as JSON, which `json_each` takes apart. */
const bound = (parameters: readonly Parameter[]): Value[] =>
  parameters.map((value) => (Array.isArray(value) ? JSON.stringify(value) : (value as Value)));
