import { env } from "../lib/env.js";
import { USER_AGENT } from "../lib/metadata.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import type { Context } from "./context.js";
import { addSecret } from "./redact.js";

const KEY = "syllable-api-key";

/** The headers of a request, names in lower case; the caller's win over the client's. */
export async function headersFor(context: Context): Promise<Record<string, string>> {
  const { client, reader, options, secrets } = context;
  const { userAgent, apiKeyHeader: key } = client._options;
  // Browsers, which have no `process`, name themselves; another name needs the server's consent.
  const agent = userAgent ?? ("process" in globalThis && USER_AGENT);
  try {
    const all: Record<string, string> = {
      accept: reader.accept,
      ...(context.contentType && { "content-type": context.contentType }),
      ...(agent && { "user-agent": agent }),
      ...named(options.fetchOptions?.headers),
      ...named(options.headers),
    };
    all[KEY] ??= (
      (typeof key === "function" ? await key() : (key ?? env("API_KEY_HEADER"))) ?? ""
    ).trim();
    if (!all[KEY]) delete all[KEY];
    addSecret(secrets, all[KEY]);
    return all;
  } catch {
    // Neither cause nor message: what failed while it handled the key may quote it.
    throw new InvalidRequestError("headers or apiKeyHeader failed");
  }
}

const named = (headers: HeadersInit | undefined) =>
  headers && Object.fromEntries(new Headers(headers));
