export interface FuzzFailure {
  readonly failure: string;
  readonly seed: number;
  /** The simplest requests, sent at once, that lead to the failure. */
  readonly requests: object[];
  /** How many requests led to the failure. */
  readonly count: number;
}

/** Sends random requests to a service and finds the simplest ones that it fails on. */
export function runFuzz(options: {
  readonly url: string;
  readonly keys: Readonly<Record<"read" | "write" | "admin" | "other", string>>;
  readonly runs: number;
  readonly seed: number;
  /** Requests that failed before. They are sent first. */
  readonly recorded?: readonly (readonly object[])[];
  readonly onFailure?: (failure: FuzzFailure) => void;
}): Promise<{
  readonly failures: FuzzFailure[];
  readonly statuses: Map<number | undefined, number>;
  readonly sent: number;
}>;
