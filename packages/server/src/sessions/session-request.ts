import type { Preconditions } from "../preconditions.js";

/** The session whose parts or recordings are read or written. The signal aborts the work. */
export interface SessionRequest {
  readonly organisation: number;
  readonly sessionId: string;
  readonly signal: AbortSignal;
  /** The preconditions of a write. */
  readonly preconditions?: Preconditions | undefined;
}
