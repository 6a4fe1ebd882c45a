import { dirname, resolve } from "node:path";
import Libsql from "libsql";
import { LRUCache } from "lru-cache";
import type { Insertion, Parameter, Sql, SqlDatabase, Value } from "../sql/database.js";
import { sqliteDialect } from "./dialect.js";
import { makeFolder } from "./make-folder.js";

type Connection = InstanceType<typeof Libsql>;
type Statement = ReturnType<Connection["prepare"]>;

const MAX_CACHED_STATEMENTS = 500;
/** How long a statement waits for the locks of other connections. */
const BUSY_MS = 5_000;
const PAGE_BYTES = 4_096;
/** The size of the WAL at which SQLite writes its pages to the file, unless a reader prevents it. */
export const WAL_BYTES = 64 * 1024 * 1024;

/** One statement inserts so many rows in less than half the time of as many statements. */
const ROWS_AT_ONCE = 32;

export interface ConnectionOptions {
  /** The size of the page cache, in KiB. */
  readonly cacheKiB: number;
}

/**
 * One connection to a SQLite file. Statements run synchronously: the promise of a method is already
 * settled when it is returned, so a snapshot lasts no longer than its statements take. Snapshots run
 * one after another. Callers must not run two transactions at the same time.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly dialect = sqliteDialect;
  readonly #statements = new LRUCache<string, Statement>({ max: MAX_CACHED_STATEMENTS });
  #lastSnapshot: Promise<void> = Promise.resolve();

  private constructor(readonly connection: Connection) {}

  /** Opens a file. Creates it, and its folder, if it does not exist. */
  static open(path: string, { cacheKiB }: ConnectionOptions): SqliteDatabase {
    makeFolder(dirname(resolve(path)));
    const connection = new Libsql(path, { timeout: BUSY_MS });
    // With a WAL, reads do not wait for writes. FULL makes commits durable.
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec(`PRAGMA cache_size = -${cacheKiB}`);
    // Rarely, because an import changes the same index pages again and again.
    connection.exec(`PRAGMA wal_autocheckpoint = ${WAL_BYTES / PAGE_BYTES}`);
    connection.exec(`PRAGMA journal_size_limit = ${WAL_BYTES}`);
    // Deleted rows are overwritten with zeros instead of only being marked as free.
    connection.exec("PRAGMA secure_delete = ON");
    return new SqliteDatabase(connection);
  }

  async rows<T extends readonly Value[]>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.all(toValues(parameters)) as T[]);
  }

  async row<T extends readonly Value[]>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.get(toValues(parameters)) as T | undefined);
  }

  async objects<T>(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => {
      const names = statement.columns().map(({ name }) => name);
      return (statement.all(toValues(parameters)) as Value[][]).map(
        (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as T,
      );
    });
  }

  async run(text: string, parameters: readonly Parameter[] = []) {
    return this.#run(text, (statement) => statement.run(toValues(parameters)).changes);
  }

  async insert<T extends readonly Value[]>(insertion: Insertion) {
    const { columns, rows, returning = [] } = insertion;
    if (returning.length === 0) {
      let done = 0;
      for (const size of [ROWS_AT_ONCE, 1]) done += this.#insertParts(insertion, done, size);
      return [];
    }
    const text = insertStatement(insertion, 1);
    const positions = returning.map((column) => columns.indexOf(column));
    // RETURNING would double the time of an insert, and inserted values are known without it.
    if (positions.every((position) => position >= 0)) {
      return this.#run(text, (statement) => {
        const inserted = rows.filter((row) => statement.run(row as Value[]).changes > 0);
        return inserted.map((row) => positions.map((position) => row[position]) as unknown as T);
      });
    }
    return this.#run(`${text} RETURNING ${returning.join(", ")}`, (statement) => {
      const returned = rows.map((row) => statement.get(row as Value[]) as T | undefined);
      return returned.filter((row) => row !== undefined);
    });
  }

  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const snapshot = this.#lastSnapshot.then(async () => {
      await this.run("BEGIN");
      try {
        return await work(this);
      } finally {
        await this.run("COMMIT");
      }
    });
    this.#lastSnapshot = snapshot.then(
      () => undefined,
      () => undefined,
    );
    return snapshot;
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    // A migration stores sessions within its own transaction.
    if (this.connection.inTransaction) return work(this);
    this.connection.exec("BEGIN IMMEDIATE");
    try {
      const result = await work(this);
      this.connection.exec("COMMIT");
      return result;
    } catch (error) {
      // SQLite has already rolled back if the disk is full. Another ROLLBACK would hide that error.
      if (this.connection.inTransaction) this.connection.exec("ROLLBACK");
      throw error;
    }
  }

  /**
   * Writes the pages of the WAL to the file and empties the WAL. Returns false if another connection
   * still reads or writes after `waitMs`. No connection can write in the meantime.
   */
  emptyWal(waitMs: number): boolean {
    this.connection.exec(`PRAGMA busy_timeout = ${Math.round(waitMs)}`);
    try {
      const [busy] = this.connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").raw().get([]) as [
        0 | 1,
      ];
      return busy === 0;
    } finally {
      this.connection.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  }

  async close(): Promise<void> {
    this.#statements.clear();
    this.connection.close();
  }

  /** Inserts the rows from `first` on, as far as they fill statements of `size` rows. Returns how many. */
  #insertParts(insertion: Insertion, first: number, size: number): number {
    const { rows } = insertion;
    const parts = Math.floor((rows.length - first) / size);
    if (parts === 0) return 0;
    this.#run(insertStatement(insertion, size), (statement) => {
      for (let part = 0; part < parts; part++) {
        const start = first + part * size;
        statement.run(rows.slice(start, start + size).flat());
      }
    });
    return parts * size;
  }

  #run<T>(text: string, work: (statement: Statement) => T): T {
    const statement = this.#statements.get(text) ?? this.#prepare(text);
    try {
      return work(statement);
    } catch (error) {
      // A statement that has failed once fails every time.
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

/** The values to bind. A list is passed as JSON, for `json_each`. */
const toValues = (parameters: readonly Parameter[]): Value[] =>
  parameters.map((value) => (Array.isArray(value) ? JSON.stringify(value) : (value as Value)));

function insertStatement({ table, columns, tail = "" }: Insertion, rows: number): string {
  const row = `(${columns.map(() => "?").join(", ")})`;
  const values = Array.from({ length: rows }, () => row).join(", ");
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${values} ${tail}`;
}
