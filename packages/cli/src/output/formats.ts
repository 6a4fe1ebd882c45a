export const FORMATS = ["table", "json", "jsonl", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** An item of a response, as JSON has it. */
export type Item = Readonly<Record<string, unknown>>;

/** A column of a table. */
export interface Column {
  readonly head: string;
  readonly value: (item: Item) => string;
  readonly isNumber?: boolean;
  /** Whether the column gives way when the terminal is too narrow. Its text wraps. */
  readonly wraps?: boolean;
}

/** What a command found. */
export interface Output {
  /** The JSON of the response. */
  readonly json: string;
  readonly items: readonly Item[];
  /** The rows of a table. */
  readonly rows: readonly Item[];
  readonly columns: readonly Column[];
  /** The columns that CSV always has, first. Others follow if an item has them. */
  readonly csvColumns?: readonly string[] | undefined;
  /** Printed below a table. */
  readonly note?: string | undefined;
}
