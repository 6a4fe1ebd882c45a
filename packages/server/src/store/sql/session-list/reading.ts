import type { Dialect, Sql } from "../database.js";
import type { Driver } from "./driver.js";
import type { PageColumn } from "./page.js";
import type { Scope } from "./scope.js";

/** A list that is being answered: for whom, by which database, and what it may cost. */
export interface Reading {
  readonly db: Sql;
  readonly dialect: Dialect;
  readonly column: PageColumn;
  readonly organisation: number;
  readonly budget: Budget;
  /** What has been counted for this list, so that it is not counted again. */
  readonly counts: Map<string, number>;
  /** How many sessions there are, real ones and tests, by the id of the sum. */
  ever?: Promise<[number, number][]>;
  readonly drivers: Map<Scope, Driver[]>;
}

export const readingOf = (
  db: Sql,
  organisation: number,
  budget: Budget,
  column: PageColumn,
): Reading => ({
  db,
  dialect: db.dialect,
  column,
  organisation,
  budget,
  counts: new Map(),
  drivers: new Map(),
});

/** Thrown where a list would look at more rows than it may here. */
export class TooCostly extends Error {}

/** How many rows of an index a list may still look at, or what costs as much. */
export class Budget {
  constructor(private left: number = Number.POSITIVE_INFINITY) {}

  get isUnlimited(): boolean {
    return this.left === Number.POSITIVE_INFINITY;
  }

  /** Told before a statement how many rows it may have to look at. */
  spend(rows: number): void {
    this.left -= rows;
    if (this.left < 0) throw new TooCostly();
  }

  /** So many, or as many as are left: one more would be too many. */
  upTo(rows: number): number {
    return Math.min(rows, Math.max(Math.floor(this.left), 0) + 1);
  }
}
