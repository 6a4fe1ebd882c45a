export type {
  SessionsIterateOptions,
  SessionsIterateRequest,
  SessionsPage,
} from "./iterate/options.js";
export {
  type Logger,
  SDK_METADATA,
  type SDKOptions,
  ServerList,
  serverURLFromOptions,
} from "./lib/config.js";
export { type Fetcher, HTTPClient, type HTTPClientOptions } from "./lib/http.js";
export type { BackoffStrategy, RetryConfig } from "./lib/retries.js";
export type { RequestOptions } from "./lib/sdks.js";
export { SyllableSDK } from "./sdk/sdk.js";
