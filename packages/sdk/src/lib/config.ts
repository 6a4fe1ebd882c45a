import { env } from "./env.js";
import type { HTTPClient } from "./http.js";
import { USER_AGENT, VERSION } from "./metadata.js";
import type { RetryConfig } from "./retries.js";

/** What debug messages are written to; `console` is one. */
export interface Logger {
  group(label?: string): void;
  groupEnd(): void;
  log(message: string, ...args: unknown[]): void;
}

/** The servers that `serverIdx` picks from. */
export const ServerList = [
  /** The platform. */
  "https://api.syllable.cloud",
] as const;

/** Options of `new SyllableSDK()` and `new SyllableSDKCore()`. */
export type SDKOptions = {
  /**
   * The API key, or a function that gives it and is called for each request. Default: the
   * variable `SYLLABLESDK_API_KEY_HEADER`.
   */
  apiKeyHeader?: string | (() => Promise<string> | string) | undefined;
  /**
   * The server's URL; a path in it is kept in front of every operation's. Default: `serverIdx`,
   * else the variable `SYLLABLESDK_SERVER_URL`, else `https://api.syllable.cloud`.
   */
  serverURL?: string | undefined;
  /** The index of a server in `ServerList`. */
  serverIdx?: number | undefined;
  /** What sends the requests and holds the hooks. Default: `fetch`. */
  httpClient?: HTTPClient | undefined;
  /** Whether and how requests are tried again. Default: they are not. */
  retryConfig?: RetryConfig | undefined;
  /**
   * How long one attempt may take, in milliseconds: connecting, headers and a JSON body. A stream
   * is no longer timed once it is handed over. Default: no limit, as with 0 or less.
   */
  timeoutMs?: number | undefined;
  /**
   * How many bytes of a JSON response or of an import's results a call may read, after
   * decompression. A larger response ends the call with a `ResponseTooLargeError`; the rest of it is
   * not read. The body that an error holds is cut to this limit. Recording streams have no limit.
   * Default 67,108,864 (64 MiB).
   */
  maxResponseBytes?: number | undefined;
  /** The `User-Agent` to send; browsers send their own. Default `SDK_METADATA.userAgent`. */
  userAgent?: string | undefined;
  /**
   * Where each request and answer is told, without bodies, keys and tokens. Default: nowhere, or
   * `console` where the variable `SYLLABLESDK_DEBUG` is `true`.
   */
  debugLogger?: Logger | undefined;
};

/** What this package is. */
export const SDK_METADATA = {
  language: "typescript",
  sdkVersion: VERSION,
  userAgent: USER_AGENT,
} as const;

/** What the options choose as the server, be it a URL or not. */
export const serverFrom = ({ serverURL, serverIdx }: SDKOptions): string | undefined =>
  serverURL ||
  (serverIdx == null && env("SERVER_URL")) ||
  (ServerList as readonly (string | undefined)[])[serverIdx ?? 0];

/**
 * The server that the options choose.
 * @throws {TypeError} where it is not a URL, or `serverIdx` is not in `ServerList`
 */
export const serverURLFromOptions = (options: SDKOptions): URL => new URL(`${serverFrom(options)}`);
