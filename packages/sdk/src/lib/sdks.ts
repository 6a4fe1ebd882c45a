import type { Logger, SDKOptions } from "./config.js";
import { env } from "./env.js";
import type { RetryConfig } from "./retries.js";

/** Options of one call. Those of `RequestInit` can be given in `fetchOptions` or beside it. */
export type RequestOptions = {
  /** How long one attempt may take, in milliseconds. Default: the client's; 0 or less: no limit. */
  timeoutMs?: number;
  /** How long a stream may be without a byte while it is read, in milliseconds. Default: no limit. */
  idleTimeoutMs?: number;
  /** The most bytes of a JSON response to read. Default: the client's, else 64 MiB. */
  maxResponseBytes?: number;
  /** Whether and how the request is tried again. Default: the client's `retryConfig`. */
  retries?: RetryConfig;
  /** The statuses to try again on, such as `"429"` or `"5XX"`. Default `["429", "5XX"]`. */
  retryCodes?: string[];
  /** The server's URL for this call. Default: the client's. */
  serverURL?: string | URL;
  /** What to pass to `fetch`: all of `RequestInit` but `method` and `body`. */
  fetchOptions?: Omit<RequestInit, "method" | "body">;
} & Omit<RequestInit, "method" | "body">;

/** What a call is made with. */
export class ClientSDK {
  /** The options that the client was made with. */
  declare readonly _options: SDKOptions;
  declare readonly _logger: Logger | undefined;

  constructor(options: SDKOptions = {}) {
    this._options = options;
    this._logger = options.debugLogger ?? (env("DEBUG") === "true" ? console : undefined);
  }
}
