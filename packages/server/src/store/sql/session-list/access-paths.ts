import { scanCost } from "./costs.js";
import type { Statistics } from "./counts.js";
import { INDEX_ON, type SessionIndex } from "./schema.js";
import type { IdFilter, Selection } from "./selection.js";

/** A way to read all sessions of a selection: by an index, of which it reads this many rows. */
export interface AccessPath {
  readonly index: SessionIndex;
  /** Estimated. */
  readonly rows: number;
  /** The filter whose ids are looked up in the index. */
  readonly filter?: IdFilter;
}

/** The paths that the filters of a selection allow, the cheapest to scan first. */
export function accessPaths(selection: Selection, statistics: Statistics): AccessPath[] {
  const { selectable, inRange, withProfiles, withColumns } = statistics;
  const { profiles, values, columns } = selection;
  const paths: AccessPath[] = [{ index: "sessions_by_time", rows: inRange }];
  if (profiles) paths.push({ index: INDEX_ON.profile_id, rows: withProfiles, filter: profiles });
  // No counts of a value are stored by time: assumed to be spread evenly.
  const shareInRange = inRange / Math.max(selectable, 1);
  for (const filter of values) {
    paths.push({ index: INDEX_ON[filter.column], rows: filter.rows * shareInRange, filter });
  }
  columns.forEach(({ column }, index) => {
    paths.push({ index: INDEX_ON[column], rows: withColumns[index]! });
  });
  const cost = ({ index, rows }: AccessPath) => scanCost(index, rows, selection);
  return paths.sort((one, other) => cost(one) - cost(other));
}
