/** Why a database or a blob store cannot be used. */
export interface Outage {
  /** Completes "the database is unavailable: …". */
  readonly reason: string;
  /** More about the reason, such as addresses, for the operator only. */
  readonly details?: string | undefined;
  /** What the operator can do about it. */
  readonly remedy: string;
  /** Whether the same request may succeed later, without a change by the operator. */
  readonly transient: boolean;
}

/** Something that the service depends on cannot be used. `message` is the reason. */
export abstract class UnavailableError extends Error implements Outage {
  readonly reason: string;
  readonly details: string | undefined;
  readonly remedy: string;
  readonly transient: boolean;

  constructor({ reason, details, remedy, transient }: Outage, cause: unknown) {
    super(reason, { cause });
    this.reason = reason;
    this.details = details;
    this.remedy = remedy;
    this.transient = transient;
  }
}
