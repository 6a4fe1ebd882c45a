import type { ListSearch } from "../../../filters/search.ts";

/** A number of a chart, and the sessions behind it. */
export interface Mark {
  /** Undefined if there is none, such as a percentile of no recordings. */
  readonly value: number | undefined;
  /** The search of a list that has exactly these sessions, if there is one. */
  readonly link?: ListSearch | undefined;
}

/** What has the same place on the axis: a period of time, or a group. */
export interface Row {
  /** In full, such as `Tue 17 Nov, 09:00 – 12:00`. */
  readonly name: string;
  /** The label on the axis, if there is room for it. */
  readonly tick?: string | undefined;
  /** All its sessions. */
  readonly link?: ListSearch | undefined;
  /** One mark for each series. */
  readonly marks: readonly Mark[];
}

export interface Series {
  readonly name: string;
  /** Shown after the name in the legend. */
  readonly total?: number;
  readonly link?: ListSearch | undefined;
}

/** The numbers of a chart. The table beside it has the same. */
export interface Chart {
  readonly series: readonly Series[];
  readonly rows: readonly Row[];
  /** The unit of its rows, such as `per day`. */
  readonly per?: string;
}
