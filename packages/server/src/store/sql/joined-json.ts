/** The column that `Dialect.joined` selects: JSON texts joined by commas, null if there are none. */
export type JoinedColumn = Buffer | string | null;

export const NO_JSON: Buffer = Buffer.alloc(0);

export const toBuffer = (joined: JoinedColumn): Buffer =>
  joined === null ? NO_JSON : typeof joined === "string" ? Buffer.from(joined) : joined;
