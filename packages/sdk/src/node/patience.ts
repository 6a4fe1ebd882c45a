import { retryPolicy } from "../http/retry.js";
import type { ClientSDK } from "../lib/sdks.js";
import { ConnectionError, HTTPClientError } from "../models/errors/http-client-errors.js";
import { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import type { SaveRecordingOptions } from "./save-options.js";

const BACKOFF = { initialInterval: 500, maxInterval: 30_000, exponent: 2 };
const ATTEMPTS = 5;

/** How many attempts a save may make in any case, and how many bytes each further one must gain. */
const FREE_ATTEMPTS = 1_000;
const BYTES_PER_ATTEMPT = 65_536;

/** The response is of no use, but another request may succeed. */
export class Again extends Error {
  override name = "Again";
}

/** Decides after each failed attempt how long to wait for the next one. */
export class Patience {
  #best: number;
  #fruitless = 0;
  #attempts = 0;
  #waitAfter: ReturnType<typeof retryPolicy>;

  constructor(
    private readonly sdk: ClientSDK,
    private readonly options: SaveRecordingOptions,
    bytes: number,
  ) {
    this.#best = bytes;
    this.#waitAfter = this.#policy();
  }

  /**
   * Milliseconds to wait; `undefined` to give up.
   * @param bytes how far the file is; further than ever before makes patience new
   */
  after(error: unknown, bytes: number): number | undefined {
    const { retries, attempts = ATTEMPTS } = this.options;
    this.#attempts++;
    if (bytes > this.#best) {
      this.#best = bytes;
      this.#fruitless = 0;
      this.#waitAfter = this.#policy();
    } else {
      this.#fruitless++;
    }
    // Progress of a few bytes per attempt must not lead to endless requests.
    if (this.#attempts > FREE_ATTEMPTS + this.#best / BYTES_PER_ATTEMPT) return undefined;
    if (error instanceof Again) {
      if (this.#fruitless < 2) return 0;
      return this.#fruitless < attempts ? this.#waitAfter(new ConnectionError()) : undefined;
    }
    if (retries?.strategy === "none" || this.#fruitless >= attempts) return undefined;
    // Whatever else failed, such as the disk, is not mended by another request.
    if (error instanceof SyllableSDKError) return this.#waitAfter(error.rawResponse);
    return error instanceof HTTPClientError ? this.#waitAfter(error) : undefined;
  }

  #policy(): ReturnType<typeof retryPolicy> {
    const { retries = this.sdk._options.retryConfig, retryCodes } = this.options;
    const given = retries?.strategy === "backoff" ? retries.backoff : undefined;
    const backoff = { ...BACKOFF, ...given };
    return retryPolicy({ strategy: "backoff", backoff, retryConnectionErrors: true }, retryCodes);
  }
}
