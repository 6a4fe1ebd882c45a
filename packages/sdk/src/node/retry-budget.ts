import { retryPolicy } from "../http/retry.js";
import type { ClientSDK } from "../lib/sdks.js";
import { ConnectionError, HTTPClientError } from "../models/errors/http-client-errors.js";
import { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import type { SaveRecordingOptions } from "./save-options.js";

const MAX_ATTEMPTS_WITHOUT_PROGRESS = 5;

/**
 * A save may make this many attempts, and one more for each of these bytes that it has received.
 */
const BASE_ATTEMPTS = 1_000;
const BYTES_PER_ATTEMPT = 65_536;

/** The response was unusable, but another request may succeed. */
export class RetryableError extends Error {
  override name = "RetryableError";
}

/** Decides after each failed attempt whether to make another one, and after which wait. */
export class RetryBudget {
  #maxBytes: number;
  #attemptsWithoutProgress = 0;
  #attempts = 0;
  #waitAfter: ReturnType<typeof retryPolicy>;

  constructor(
    private readonly sdk: ClientSDK,
    private readonly options: SaveRecordingOptions,
    bytes: number,
  ) {
    this.#maxBytes = bytes;
    this.#waitAfter = this.#newPolicy();
  }

  /**
   * Milliseconds to wait before the next attempt; `undefined` if there is to be none.
   * @param bytes the size of the partial file; progress resets the backoff
   */
  after(error: unknown, bytes: number): number | undefined {
    const { retries, attempts = MAX_ATTEMPTS_WITHOUT_PROGRESS } = this.options;
    this.#attempts++;
    if (bytes > this.#maxBytes) {
      this.#maxBytes = bytes;
      this.#attemptsWithoutProgress = 0;
      this.#waitAfter = this.#newPolicy();
    } else {
      this.#attemptsWithoutProgress++;
    }
    // Progress of a few bytes per attempt must not lead to endless requests.
    if (this.#attempts > BASE_ATTEMPTS + this.#maxBytes / BYTES_PER_ATTEMPT) return undefined;
    const isSpent = this.#attemptsWithoutProgress >= attempts;
    if (error instanceof RetryableError) {
      if (this.#attemptsWithoutProgress < 2) return 0;
      return isSpent ? undefined : this.#waitAfter(new ConnectionError());
    }
    if (retries?.strategy === "none" || isSpent) return undefined;
    if (error instanceof SyllableSDKError) return this.#waitAfter(error.rawResponse);
    // Another request does not help against other errors, such as those of the disk.
    return error instanceof HTTPClientError ? this.#waitAfter(error) : undefined;
  }

  #newPolicy(): ReturnType<typeof retryPolicy> {
    const { retries = this.sdk._options.retryConfig, retryCodes } = this.options;
    const callerBackoff = retries?.strategy === "backoff" ? retries.backoff : undefined;
    const { initialInterval = 500, maxInterval = 30_000, exponent = 2 } = callerBackoff ?? {};
    const backoff = { ...callerBackoff, initialInterval, maxInterval, exponent };
    return retryPolicy({ strategy: "backoff", backoff, retryConnectionErrors: true }, retryCodes);
  }
}
