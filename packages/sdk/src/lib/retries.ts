/** How long to wait between tries. All in milliseconds but `exponent`. */
export type BackoffStrategy = {
  /** The wait before the second try, in milliseconds. Default 500. */
  initialInterval: number;
  /** The longest wait between two tries, in milliseconds. Default 60,000 (one minute). */
  maxInterval: number;
  /** What each wait is multiplied by for the next one. Default 1.5. */
  exponent: number;
  /** When to give up, in milliseconds since the call began. Default 3,600,000 (one hour). */
  maxElapsedTime: number;
};

/**
 * Whether and how failed requests are tried again.
 *
 * With `strategy: "backoff"`, a request is retried if the response's status is one of the call's
 * `retryCodes` (by default 429 and every 5XX), after a wait that grows with each attempt. A
 * `Retry-After` header sets the wait instead, between `initialInterval` and `maxInterval`.
 */
export type RetryConfig =
  | { strategy: "none" }
  | {
      strategy: "backoff";
      /** How long to wait. */
      backoff?: Partial<BackoffStrategy>;
      /** Whether connections that failed and requests that timed out are tried again. Default false. */
      retryConnectionErrors?: boolean;
    };
