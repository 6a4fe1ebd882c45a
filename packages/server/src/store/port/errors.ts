/** A list would take longer than the store allows. A narrower list may succeed. */
export class ListTooLong extends Error {}

/** The store cannot be used. `message` says why. */
export class StoreUnavailable extends Error {
  /** What the operator can do about it. */
  readonly remedy: string;
  /** Whether the same request may succeed later, without a change by the operator. */
  readonly passes: boolean;

  constructor(fault: { reason: string; remedy: string; passes: boolean }, cause: unknown) {
    super(fault.reason, { cause });
    this.remedy = fault.remedy;
    this.passes = fault.passes;
  }
}
