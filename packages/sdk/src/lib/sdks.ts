import type { Logger, SDKOptions } from "./config.js";
import { env } from "./env.js";
import { expectObject } from "./expect-object.js";
import type { RetryConfig } from "./retries.js";

type Init = Omit<RequestInit, "method" | "body">;

/** Options of `fetch`: all of `RequestInit` except `method` and `body`. */
export type FetchOptions = { [Name in keyof Init]?: Init[Name] | undefined };

/** Options of one call. Those of `RequestInit` can be given here or in `fetchOptions`. */
export type RequestOptions = {
  /**
   * How long one attempt may take, in milliseconds. 0 or less means no limit.
   * @default That of the client.
   */
  timeoutMs?: number | undefined;
  /**
   * How long a stream may be silent between two chunks, in milliseconds.
   * @default No limit.
   */
  idleTimeoutMs?: number | undefined;
  /**
   * The most bytes of a JSON response to read.
   * @default That of the client, otherwise 67,108,864 (64 MiB).
   */
  maxResponseBytes?: number | undefined;
  /**
   * Whether and how the request is retried.
   * @default The `retryConfig` of the client.
   */
  retries?: RetryConfig | undefined;
  /**
   * The statuses to retry, such as `"429"` or `"5XX"`.
   * @default ["429", "5XX"]
   */
  retryCodes?: string[] | undefined;
  /**
   * The URL of the server for this call.
   * @default That of the client.
   */
  serverURL?: string | URL | undefined;
  /** Options of `fetch`: all of `RequestInit` except `method` and `body`. */
  fetchOptions?: FetchOptions | undefined;
} & FetchOptions;

/** A client: the options that its calls share. */
export class ClientSDK {
  /** The options that were passed to the constructor. */
  declare readonly _options: SDKOptions;
  declare readonly _logger: Logger | undefined;

  /** @throws {SDKValidationError} if the options are not an object */
  constructor(options: SDKOptions = {}) {
    expectObject(options);
    this._options = options;
    this._logger = options.debugLogger ?? (env("DEBUG") === "true" ? console : undefined);
  }
}
