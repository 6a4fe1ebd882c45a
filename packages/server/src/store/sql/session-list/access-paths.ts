import { scanCost } from "./costs.js";
import type { Statistics } from "./counts.js";
import { INDEX_BY_TIME, indexOn, type SessionIndex } from "./schema.js";
import {
  type ColumnFilter,
  type IdFilter,
  isOneColumnFilter,
  type Selection,
} from "./selection.js";

/** A way to read all sessions of a selection: by an index, of which it reads this many rows. */
export interface AccessPath {
  readonly index: SessionIndex;
  /** Estimated. */
  readonly rows: number;
  /** The filter that is looked up in the index. */
  readonly filter?: IdFilter | ColumnFilter;
}

/** The paths through filters whose sessions are counted, but not by time. */
export const filterPaths = ({ values, columns }: Selection): AccessPath[] =>
  [...values, ...columns].map((filter) => ({
    index: indexOn(filter.column),
    rows: filter.rows,
    filter,
  }));

/** All paths of a selection, the cheapest to scan first. */
export function accessPaths(selection: Selection, statistics: Statistics): AccessPath[] {
  const { all, selectable, inRange, withProfiles, total } = statistics;
  const { profiles } = selection;
  // The sessions of a value are assumed to be spread evenly over time, and its index finds those in the
  // time range. The index of a column has no order by time.
  const share = inRange / Math.max(selectable, 1);
  const paths: AccessPath[] = [
    { index: INDEX_BY_TIME, rows: inRange },
    ...(profiles
      ? [{ index: indexOn(profiles.column), rows: withProfiles, filter: profiles }]
      : []),
    ...filterPaths(selection).map((path) =>
      path.filter && "ids" in path.filter ? { ...path, rows: path.rows * share } : path,
    ),
  ];
  if (total !== undefined && isOneColumnFilter(selection)) {
    // Among all sessions, as many match as among those with an allowed `is_test`.
    paths[1] = { ...paths[1]!, rows: (total * all) / Math.max(selectable, 1) };
  }
  if (paths.length === 1) return paths;
  const cost = ({ index, rows }: AccessPath) => scanCost(index, rows, selection);
  return paths.sort((one, other) => cost(one) - cost(other));
}
