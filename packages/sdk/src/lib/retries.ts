/** How long to wait between attempts. */
export type BackoffStrategy = {
  /**
   * The wait before the second attempt, in milliseconds.
   * @default 500
   */
  initialInterval: number;
  /**
   * The longest wait between two attempts, in milliseconds. A `Retry-After` header can set a longer
   * one.
   * @default 60_000
   */
  maxInterval: number;
  /**
   * The factor by which each wait is longer than the one before.
   * @default 1.5
   */
  exponent: number;
  /**
   * How long after the start of the call an attempt may begin, in milliseconds.
   * @default 3_600_000
   */
  maxElapsedTime: number;
};

/** Retries with a wait that grows with each attempt. */
export type BackoffConfig = {
  strategy: "backoff";
  /** How long to wait between attempts. */
  backoff?: { [Name in keyof BackoffStrategy]?: BackoffStrategy[Name] | undefined } | undefined;
  /**
   * Whether connection errors and timeouts are retried.
   * @default false
   */
  retryConnectionErrors?: boolean | undefined;
};

/**
 * Whether and how failed requests are retried.
 *
 * With `strategy: "backoff"`, a request is retried if the response's status is one of the call's
 * `retryCodes` (by default 429 and every 5XX), after a wait that grows with each attempt. A
 * `Retry-After` header sets the minimum wait. If a wait would end after `maxElapsedTime`, the call
 * fails at once with the error of the response.
 */
export type RetryConfig = { strategy: "none" } | BackoffConfig;
