import { type Outage, UnavailableError } from "../../availability/unavailable.js";

/** A list would take longer than the store allows. A narrower list may succeed. */
export class ListTooLong extends Error {}

/** The database cannot be used. */
export class StoreUnavailable extends UnavailableError {}

/** The connection was lost during a commit, so it is not known whether the transaction is stored. */
export class CommitUnknown<T = unknown> extends StoreUnavailable {
  /**
   * @param finish Returns the result of the transaction, and runs it again if it was not committed. May
   *   reject like the transaction itself.
   */
  constructor(
    outage: Outage,
    cause: unknown,
    readonly finish: () => Promise<T>,
  ) {
    super(outage, cause);
  }
}

/** Maps the result of a transaction, even if its commit is finished later. */
export async function mapCommitted<T, U>(
  transaction: Promise<T>,
  map: (result: T) => U,
): Promise<U> {
  try {
    return map(await transaction);
  } catch (error) {
    if (!(error instanceof CommitUnknown)) throw error;
    throw new CommitUnknown(error, error.cause, () => mapCommitted<T, U>(error.finish(), map));
  }
}
