import { HTTPClient, SyllableSDK } from "syllable-sdk";

const httpClient = new HTTPClient();

/**
 * The client of the service that served this page. It has no API key: the browser sends the cookie of its
 * session.
 */
export const sdk = new SyllableSDK({
  serverURL: location.origin,
  httpClient,
  timeoutMs: 10_000,
});

/** Calls a function when the service rejects the session of the browser, in any request. */
export function onUnauthorized(listener: () => void): void {
  unauthorizedListeners.add(listener);
}

const unauthorizedListeners = new Set<() => void>();

/** For requests that do not go through the SDK. */
export function reportStatus(status: number): void {
  if (status === 401) for (const listener of unauthorizedListeners) listener();
}

httpClient.addHook("response", ({ status }) => reportStatus(status));
