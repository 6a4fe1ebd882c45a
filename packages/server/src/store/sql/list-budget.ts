/** A list would cost more than its budget allows. */
export class BudgetExceededError extends Error {}

/** What a list may still cost, in index rows read (`session-list/costs.ts` has the unit). */
export class Budget {
  #left: number;

  constructor(rows: number = Number.POSITIVE_INFINITY) {
    this.#left = rows;
  }

  get isUnlimited(): boolean {
    return this.#left === Number.POSITIVE_INFINITY;
  }

  /** Called before each statement with its estimated cost. Throws `BudgetExceededError`. */
  spend(rows: number): void {
    this.#left -= rows;
    if (this.#left < 0) throw new BudgetExceededError();
  }

  /** The lesser of `rows` and one row more than is left: reading that many exceeds the budget. */
  capRows(rows: number): number {
    return Math.min(rows, Math.max(Math.floor(this.#left), 0) + 1);
  }
}
