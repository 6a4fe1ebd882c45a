import { SDK_METADATA, type SDKOptions } from "../lib/config.js";
import { env } from "../lib/env.js";
import type { RequestOptions } from "../lib/sdks.js";
import { InvalidRequestError, UnexpectedClientError } from "../models/errors/http-client-errors.js";

/** The headers of a request, names in lower case; the caller's win over the client's. */
export async function headersFor(
  accept: string,
  options: SDKOptions,
  { headers, fetchOptions }: RequestOptions,
): Promise<Record<string, string>> {
  const all: Record<string, string> = { accept };
  if (!inBrowser()) all["user-agent"] = options.userAgent ?? SDK_METADATA.userAgent;
  for (const given of [fetchOptions?.headers, headers]) {
    if (given) {
      for (const [name, value] of new Headers(given)) all[name] = value;
    }
  }
  const key = all["syllable-api-key"] ?? (await apiKey(options));
  if (key) all["syllable-api-key"] = key;
  return all;
}

/** Browsers name themselves in requests, and for some a changed name needs the server's consent. */
function inBrowser(): boolean {
  return !!globalThis.navigator?.userAgent?.startsWith("Mozilla");
}

async function apiKey({ apiKeyHeader = env("API_KEY_HEADER") }: SDKOptions): Promise<string> {
  let key: unknown = apiKeyHeader;
  if (typeof apiKeyHeader === "function") {
    try {
      key = await apiKeyHeader();
    } catch (error) {
      // No cause and no message: what failed while it handled the key may quote it.
      const { name, code = "" } = Object(error) as { name?: string; code?: string };
      throw new UnexpectedClientError(`apiKeyHeader failed: ${name} ${code}`.trim());
    }
  }
  key ??= "";
  if (typeof key !== "string") throw new InvalidRequestError("The API key is not a string");
  return key;
}
