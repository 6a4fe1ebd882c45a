import type { SDKOptions } from "../lib/config.js";
import { env } from "../lib/env.js";
import { USER_AGENT } from "../lib/metadata.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import type { Context } from "./context.js";
import { addSecret } from "./redact.js";

const KEY = "syllable-api-key";

/** The headers of a request, names in lower case; the caller's win over the client's. */
export async function headersFor(context: Context): Promise<Record<string, string>> {
  const { client, reader, options, secrets } = context;
  const { userAgent, apiKeyHeader } = client._options;
  // Browsers, which have no `process`, name themselves; another name needs the server's consent.
  const agent = userAgent ?? ("process" in globalThis && USER_AGENT);
  const all: Record<string, string> = {
    accept: reader.accept,
    ...(context.contentType && { "content-type": context.contentType }),
    ...(agent && { "user-agent": agent }),
    ...Object.fromEntries(new Headers(options.fetchOptions?.headers)),
    ...Object.fromEntries(new Headers(options.headers)),
  };
  all[KEY] ??= await keyFrom(apiKeyHeader ?? env("API_KEY_HEADER"));
  if (!all[KEY]) delete all[KEY];
  addSecret(secrets, all[KEY]);
  return all;
}

async function keyFrom(given: SDKOptions["apiKeyHeader"]): Promise<string> {
  try {
    return ((typeof given === "function" ? await given() : given) ?? "").trim();
  } catch {
    // Neither cause nor message: what failed while it handled the key may quote it.
    throw new InvalidRequestError("apiKeyHeader failed");
  }
}
