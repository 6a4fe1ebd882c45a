/** A moment: milliseconds since 1970, counted so that they rise in the direction of iteration. */
export type Moment = number;

/** How far an iteration has come. */
export interface Position {
  /** The first session's moment: what is later lies within the caller's bound. */
  readonly first?: Moment | undefined;
  /** The last session's moment: what lies before it has been given. */
  readonly at: Moment;
  /** The ids of the sessions of that very moment that have been given. */
  readonly keys: Iterable<string>;
}

export const START: Position = { at: -Infinity, keys: [] };
