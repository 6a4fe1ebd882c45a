/**
 * Milliseconds since 1970, negated for descending iterations so that they rise during any
 * iteration.
 */
export type Moment = number;

/** The position of an iteration. */
export interface Position {
  /** The moment of the first session. Later moments are within the caller's time range. */
  readonly first?: Moment | undefined;
  /** The moment of the last session. All sessions before this moment were returned. */
  readonly at: Moment;
  /** The ids of the sessions at this moment that were returned. */
  readonly keys: Iterable<string>;
}

export const START: Position = { at: -Infinity, keys: [] };
