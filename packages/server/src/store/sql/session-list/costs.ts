import { TRIGRAM_LENGTH } from "../last-trigrams.js";
import { covers, type SessionIndex } from "./schema.js";
import { filteredColumns, type Selection } from "./selection.js";

/*
 * Every constant of the planner. The unit is one row read from an index in memory: 0.09 µs in SQLite.
 * "Measured" is by `npm run bench costs`, on SQLite with 200,000 sessions. "Chosen" is a limit that
 * no benchmark measures; the comment says what it limits.
 */

/** Reading a whole session by its index row. Measured: 5 to 11. */
const WHOLE_ROW = 8;
/** Reading an index row and sorting it. Measured: 1.3 for the first 25, more for larger pages. */
const SORTED_ROW = 2;
/** Finding one more id in an index, and its first rows. Measured together with `MERGED_SET`. */
const ID_LOOKUP = 20;
/** One more set of rows in a merge. Measured, with `ID_LOOKUP`: 50 to 58 for each of 64 sets. */
const MERGED_SET = 40;
/** Passing one id in a list of ids. Measured: 2.3 for 10,000 ids, 6 for 100,000. */
const LISTED_ID = 4;
/**
 * One more statement. Measured: 90. A round trip to PostgreSQL takes over 200 µs, as long as it
 * takes to read about 1,000 rows there. This is between both.
 */
const STATEMENT = 500;
/** The statement that reads statistics, and planning. A list that is sorted for less needs neither. */
export const STATISTICS = 2 * STATEMENT;

/** What a plan costs besides the rows that it reads; the budget is for these only. */
export const overheadOf = (statements: number, { profiles, values }: Selection): number => {
  let listed = profiles && profiles.ids.length > 1 ? profiles.ids.length : 0;
  for (const { ids } of values) if (ids.length > 1) listed += ids.length;
  return statements * STATEMENT + listed * LISTED_ID;
};

/** The same of a merge, which looks up each of `ids` ids for itself. */
export const mergeOverhead = (ids: number, selection: Selection): number =>
  overheadOf(1, selection) + ids * MERGED_SET;

/** Reading one row that an index finds, with the columns of the selection and these. */
const rowCost = (index: SessionIndex, selection: Selection, columns: readonly string[]): number =>
  covers(index, filteredColumns(selection)) && covers(index, columns) ? 1 : WHOLE_ROW;

export const scanCost = (index: SessionIndex, rows: number, selection: Selection): number =>
  rows * rowCost(index, selection, []);

export const sortCost = (
  index: SessionIndex,
  rows: number,
  selection: Selection,
  columns: readonly string[],
): number => rows * (rowCost(index, selection, columns) - 1 + SORTED_ROW);

/** Reading `rows` rows of several ids, each id in the order of an index, and merging them. */
export const mergeCost = (
  index: SessionIndex,
  rows: number,
  ids: number,
  selection: Selection,
): number => sortCost(index, rows, selection, []) + ids * ID_LOOKUP;

/** A merge looks up a power of two: statements for other numbers of ids are not prepared. */
export const mergedIds = (ids: number): number => 2 ** Math.ceil(Math.log2(ids));

/** The most ids of a merge. Chosen: each adds a subquery to the statement, which takes time to prepare. */
export const MAX_MERGED_IDS = 64;

/** From this offset on, pages by time are located by stored counts. Chosen: for less, the statement costs more. */
export const DEEP_OFFSET = 500;
/**
 * From this offset on, whole rows are only read for the page, not for the rows before it. Chosen:
 * with fewer rows before the page, the join that this needs saves too little.
 */
export const DEFERRED_OFFSET = 200;
/**
 * The most rows that a deep walk may skip. It learns their number in the statement that skips them,
 * so the budget cannot limit them. Chosen: half of `CHEAP_ROWS`.
 */
export const MAX_SKIPPED_ROWS = 5_000;

/**
 * Column filters are counted up to this many rows. Chosen: an index that finds more is a bad path,
 * however many more, and counting them takes 2 ms.
 */
export const MAX_COUNTED_ROWS = 20_000;

/** Buckets of one size in a time range. Chosen: a day has 24 hours or 96 quarter-hours, and the largest bucket 30 days. */
const BUCKETS_OF_A_SIZE = 30;
/** Adding up the stored counts of some profiles in a range. */
export const bucketsCost = (profiles: number, sizes: number): number =>
  BUCKETS_OF_A_SIZE * profiles * sizes;
/**
 * Counting the sessions at an edge of a time range. Chosen: the edge is less than a quarter-hour,
 * and how many sessions it has is not known.
 */
export const EDGE_COST = 500;
/**
 * At an edge, the sessions of more profiles than this are found by time instead of by profile. Chosen:
 * looking up each of so many profiles costs over 1,000, more than most hours have sessions.
 */
export const MAX_PROFILES_BY_INDEX = 64;

/**
 * The values that are searched in the time of one row, by the number of trigrams in the text. Measured
 * for parts of phone numbers: 0.9, 29, 84 and 68. Chosen higher, so that a list by a long text is
 * read in the process of the service.
 */
const VALUES_PER_ROW = [1, 40, 100, 200] as const;

/** Searching this many values for a text. The trigram index leaves fewer for a longer text. */
export function searchCost(values: number, text: string): number {
  const trigrams = Math.min(Math.floor(text.length / TRIGRAM_LENGTH), VALUES_PER_ROW.length - 1);
  return values / VALUES_PER_ROW[trigrams]!;
}

/**
 * Values with few sessions are sorted together, until they have those of this many pages. Chosen: a
 * statement for each value would cost more than sorting some pages too many.
 */
export const PAGES_PER_SEGMENT = 4;
/** How many values are read in their order. Chosen: few at first, as most pages need no more. */
export const FIRST_VALUES = 32;
export const MORE_VALUES = 10_000;

/** More values than a page needs. Chosen: the newest session of some may be deleted. */
const SPARE_VALUES = 1.25;
/** Chosen: looking up more values than this costs more than other plans. */
const MAX_NEWEST_VALUES = 200;

/** How many values are looked up for the newest sessions of all; undefined if too many. */
export function newestValues(needed: number, selectableShare: number): number | undefined {
  const values = Math.ceil((SPARE_VALUES * needed) / selectableShare);
  return values <= MAX_NEWEST_VALUES ? values : undefined;
}

/** The most sessions of these values that are read: with more of them, other plans are cheaper. */
export const newestValuesRows = (values: number): number => values * ID_LOOKUP;
export const newestValuesCost = (values: number): number =>
  values * ID_LOOKUP + newestValuesRows(values);
