export type Value = string | number | Buffer | null;
/** What a statement takes for one `?`; a list goes where the dialect's `inList` wants it. */
export type Parameter = Value | readonly number[] | readonly string[];

/** Runs statements in which `?` stands for each parameter. */
export interface Sql {
  readonly dialect: Dialect;
  /** The rows, each an array of its columns. */
  rows<T extends readonly Value[]>(text: string, parameters?: readonly Parameter[]): Promise<T[]>;
  /** The first row. */
  row<T extends readonly Value[]>(
    text: string,
    parameters?: readonly Parameter[],
  ): Promise<T | undefined>;
  /** The rows, each an object of its columns. */
  objects<T>(text: string, parameters?: readonly Parameter[]): Promise<T[]>;
  /** How many rows were changed. */
  run(text: string, parameters?: readonly Parameter[]): Promise<number>;
  /** Inserts many rows; resolves to the `returning` columns of those that were inserted. */
  insert<T extends readonly Value[]>(insertion: Insertion): Promise<T[]>;
}

export interface Insertion {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What follows the rows, such as `ON CONFLICT … DO NOTHING`. */
  readonly tail?: string;
  readonly returning?: readonly string[];
}

/** A database, with what its statements need not share a transaction for. */
export interface SqlDatabase extends Sql {
  /** Reads of one moment, which nothing written meanwhile changes; a signal gives them up. */
  snapshot<T>(work: (sql: Sql) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** All that `work` writes, or nothing. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A property whose values are kept in `session_values`. */
export type ValueProperty = "source" | "target";

/** Rows of `session_values v`: what follows `FROM`, and what `WHERE`. */
export interface ValueSearch {
  readonly from: string;
  readonly condition: string;
  readonly parameters: readonly Value[];
}

/** What databases say differently. */
export interface Dialect {
  /** Whether a column is one of the numbers of a list parameter. */
  inList(column: string): string;
  /** The numbers of a list parameter as rows `wanted (value, key)`; `key` is their order. */
  readonly wanted: string;
  /** Whether a column is one of the texts of a list parameter. */
  inTexts(column: string): string;
  /** Whether a text column contains the parameter. */
  contains(column: string): string;
  /** Whether a column, a JSON array of texts, has the one that the parameter tells as JSON. */
  hasText(column: string): string;
  /** A text column, read as bytes if that is faster than reading a string. */
  bytes(column: string): string;
  /** One row: the texts of a column of `rows`, in their order, joined by commas; how many. */
  joined(column: string, rows: string): string;
  /** Follows the name of `sessions` where one of its indexes is to be used. */
  using(index: string): string;
  /** The column of `sessions` by which a row that an index told is found soonest. */
  readonly rowKey: string;
  /** Follows `WITH … AS` where the query is to be worked out before what is around it. */
  readonly materialized: string;
  /** Locks the rows that a `SELECT` in a transaction reads, to write them. */
  readonly forUpdate: string;
  /** Makes new rows of `session_values`, given their ids, findable by their text; where needed. */
  readonly indexValues: ((property: ValueProperty) => string) | undefined;
  /** Tells the highest id that a row of `session_values` has. */
  readonly lastValueId: string;
  /** The values whose folded text contains this one, among others maybe that another property has. */
  valuesContaining(property: ValueProperty, text: string): ValueSearch;
}
