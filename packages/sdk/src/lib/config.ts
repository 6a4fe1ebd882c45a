import { env } from "./env.js";
import type { HTTPClient } from "./http.js";
import { USER_AGENT, VERSION } from "./metadata.js";
import type { RetryConfig } from "./retries.js";

/** A destination of debug messages, such as `console`. */
export interface Logger {
  group(label?: string): void;
  groupEnd(): void;
  log(message: string, ...args: unknown[]): void;
}

/** The servers that `serverIdx` selects from. */
export const ServerList = [
  /** The platform. */
  "https://api.syllable.cloud",
] as const;

/** Options of `new SyllableSDK()` and `new SyllableSDKCore()`. */
export type SDKOptions = {
  /**
   * The API key, or a function that returns it and is called for each request.
   * @default The variable `SYLLABLESDK_API_KEY_HEADER`.
   */
  apiKeyHeader?: string | (() => Promise<string> | string) | undefined;
  /**
   * The URL of the server. Its path, if it has one, precedes the path of every operation.
   * @default `serverIdx`, otherwise the variable `SYLLABLESDK_SERVER_URL`, otherwise
   *   `https://api.syllable.cloud`.
   */
  serverURL?: string | undefined;
  /** The index of a server in `ServerList`. */
  serverIdx?: number | undefined;
  /**
   * Sends the requests and runs the hooks. Only `request` is called, so that the type also accepts
   * an `HTTPClient` of another copy of the package.
   * @default A client that uses `fetch`.
   */
  httpClient?: Pick<HTTPClient, "request"> | undefined;
  /**
   * Whether and how requests are retried.
   * @default No retries.
   */
  retryConfig?: RetryConfig | undefined;
  /**
   * How long one attempt may take, in milliseconds: connection, headers and a JSON body. The limit
   * ends when a stream begins. 0 or less means no limit.
   * @default No limit.
   */
  timeoutMs?: number | undefined;
  /**
   * The most bytes that a call may read of a JSON response or of import results, after
   * decompression. A larger response ends the call with a `ResponseTooLargeError`; the rest is not
   * read. The body of an error is cut to this limit. Recording streams have no limit.
   * @default 67_108_864 (64 MiB)
   */
  maxResponseBytes?: number | undefined;
  /**
   * The `User-Agent` header. Browsers send their own.
   * @default `SDK_METADATA.userAgent`
   */
  userAgent?: string | undefined;
  /**
   * Logs every request and response, without bodies, keys and tokens.
   * @default No log; `console` if the variable `SYLLABLESDK_DEBUG` is `true`.
   */
  debugLogger?: Logger | undefined;
};

/** The name and version of this package. */
export const SDK_METADATA = {
  language: "typescript",
  sdkVersion: VERSION,
  userAgent: USER_AGENT,
} as const;

/** The server that the options select. It may not be a valid URL. */
export const selectedServer = ({ serverURL, serverIdx }: SDKOptions): string | undefined =>
  serverURL ||
  (serverIdx == null && env("SERVER_URL")) ||
  (ServerList as readonly (string | undefined)[])[serverIdx ?? 0];

/**
 * The URL of the server that the options select.
 * @throws {TypeError} if it is not a valid URL, or `serverIdx` is not in `ServerList`
 */
export const serverURLFromOptions = (options: SDKOptions): URL =>
  new URL(`${selectedServer(options)}`);
