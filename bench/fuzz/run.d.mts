export interface FuzzFault {
  readonly fault: string;
  readonly seed: number;
  /** The simplest requests, sent at once, that lead to it. */
  readonly requests: object[];
  /** How many requests led to it. */
  readonly count: number;
}

/** Sends random requests to a service, and finds the simplest ones that it fails on. */
export function runFuzz(options: {
  readonly url: string;
  readonly keys: Readonly<Record<"read" | "write" | "admin" | "other", string>>;
  readonly runs: number;
  readonly seed: number;
  /** Requests that failed before; they come first. */
  readonly recorded?: readonly (readonly object[])[];
  readonly onFault?: (fault: FuzzFault) => void;
}): Promise<{
  readonly faults: FuzzFault[];
  readonly statuses: Map<number | undefined, number>;
  readonly sent: number;
}>;
