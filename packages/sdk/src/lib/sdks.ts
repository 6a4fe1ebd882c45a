import type { Logger, SDKOptions } from "./config.js";
import { env } from "./env.js";
import type { RetryConfig } from "./retries.js";

/** Options of one call. Those of `RequestInit` can be given here or in `fetchOptions`. */
export type RequestOptions = {
  /**
   * How long one attempt may take, in milliseconds. 0 or less means no limit.
   * @default That of the client.
   */
  timeoutMs?: number;
  /**
   * How long a stream may be silent between two chunks, in milliseconds.
   * @default No limit.
   */
  idleTimeoutMs?: number;
  /**
   * The most bytes of a JSON response to read.
   * @default That of the client, otherwise 67,108,864 (64 MiB).
   */
  maxResponseBytes?: number;
  /**
   * Whether and how the request is retried.
   * @default The `retryConfig` of the client.
   */
  retries?: RetryConfig;
  /**
   * The statuses to retry, such as `"429"` or `"5XX"`.
   * @default ["429", "5XX"]
   */
  retryCodes?: string[];
  /**
   * The URL of the server for this call.
   * @default That of the client.
   */
  serverURL?: string | URL;
  /** Options of `fetch`: all of `RequestInit` except `method` and `body`. */
  fetchOptions?: Omit<RequestInit, "method" | "body">;
} & Omit<RequestInit, "method" | "body">;

/** A client: the options that its calls share. */
export class ClientSDK {
  /** The options that were passed to the constructor. */
  declare readonly _options: SDKOptions;
  declare readonly _logger: Logger | undefined;

  constructor(options: SDKOptions = {}) {
    this._options = options;
    this._logger = options.debugLogger ?? (env("DEBUG") === "true" ? console : undefined);
  }
}
