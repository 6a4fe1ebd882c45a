export type Value = string | number | Buffer | null;
/** What a statement accepts for one `?`. Arrays are for `inList`, `inTexts` and `wanted` of the dialect. */
export type Parameter = Value | readonly number[] | readonly string[];

/** Runs statements with `?` as the placeholder of each parameter. */
export interface Sql {
  readonly dialect: Dialect;
  /** Runs a query and returns its rows, each as an array of its columns. */
  rows<T extends readonly Value[]>(text: string, parameters?: readonly Parameter[]): Promise<T[]>;
  /** Like `rows`, for the first row. */
  row<T extends readonly Value[]>(
    text: string,
    parameters?: readonly Parameter[],
  ): Promise<T | undefined>;
  /** Runs a query and returns its rows, each as an object with a property per column. */
  objects<T>(text: string, parameters?: readonly Parameter[]): Promise<T[]>;
  /** Runs a statement and returns the number of rows that it changed. */
  run(text: string, parameters?: readonly Parameter[]): Promise<number>;
  /** Inserts rows, and returns the `returning` columns of the inserted ones. */
  insert<T extends readonly Value[]>(insertion: Insertion): Promise<T[]>;
}

export interface Insertion {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** The clauses after the rows, such as `ON CONFLICT … DO NOTHING`. */
  readonly tail?: string;
  readonly returning?: readonly string[];
}

/** Rows of a table. */
export interface Rows {
  readonly table: string;
  readonly condition: string;
  readonly parameters: readonly Parameter[];
}

/** A database. Statements outside of `snapshot` and `transaction` commit separately. */
export interface SqlDatabase extends Sql {
  /** Runs reads that all see the database as of one moment. A signal stops them. */
  snapshot<T>(work: (sql: Sql) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Commits everything that `work` writes, or nothing if it fails. May run `work` several times.
   * @param written Returns rows that `work` wrote, by its result. If the connection is lost during the
   *   commit, these rows show whether it succeeded. Undefined if `work` wrote nothing.
   */
  transaction<T>(
    work: (sql: Sql) => Promise<T>,
    written?: (result: T) => Rows | undefined,
  ): Promise<T>;
  close(): Promise<void>;
}

/** A property whose values are stored in `session_values`. */
export type ValueProperty = "source" | "target";

/** Selects rows of `session_values v`: the texts after `FROM` and after `WHERE`. */
export interface ValueSearch {
  readonly from: string;
  readonly condition: string;
  readonly parameters: readonly Value[];
}

/** Where SQL differs between databases. Conditions have one `?` each unless noted. */
export interface Dialect {
  /** The condition that a column equals one of the numbers in an array parameter. */
  inList(column: string): string;
  /** The numbers of an array parameter as a table `wanted (value, key)`, ordered by `key`. */
  readonly wanted: string;
  /** The strings of an array parameter as a table `wanted (value)`. */
  readonly wantedTexts: string;
  /** A statement that locks the name in its parameter until the transaction ends, if that is needed. */
  readonly lock: string | undefined;
  /** The condition that a column equals one of the texts in an array parameter. */
  inTexts(column: string): string;
  /** The condition that a text column contains the parameter. */
  contains(column: string): string;
  /** The condition that a column, a JSON array of texts, has the element given as JSON. */
  hasText(column: string): string;
  /** An expression for a text column, as bytes if they are faster to read than a string. */
  bytes(column: string): string;
  /**
   * A query for one row: the texts in a column of the query `rows`, in its order and separated by
   * commas, and their number.
   */
  joined(column: string, rows: string): string;
  /** The members of the JSON object in a column, to join with its row, as a table `members (key, value)`. */
  members(column: string): string;
  /** The hint, after the table name `sessions`, to use an index. */
  indexHint(index: string): string;
  /** The column of `sessions` by which a row found in an index is read fastest. */
  readonly rowKey: string;
  /** The hint, after `WITH … AS`, to run the query before the one around it. */
  readonly materialized: string;
  /** The clause with which a `SELECT` locks its rows until the transaction ends. */
  readonly forUpdate: string;
  /**
   * A statement that adds rows of `session_values`, by an array of their ids, to the index of their
   * texts. Undefined if the database does so itself.
   */
  readonly indexValues: ((property: ValueProperty) => string) | undefined;
  /**
   * A statement that removes rows of `session_values`, by an array of their ids, from that index. Run
   * it before they are deleted.
   */
  readonly unindexValues: ((property: ValueProperty) => string) | undefined;
  /**
   * A query for a number that changes when another connection commits. Undefined if transactions run
   * at the same time; ids are then never reused.
   */
  readonly otherCommits: string | undefined;
  /** A query for the highest id in `session_values`. */
  readonly lastValueId: string;
  /**
   * Selects the values whose folded text contains this text. The result may include values of another
   * property.
   */
  valuesContaining(property: ValueProperty, text: string): ValueSearch;
}
