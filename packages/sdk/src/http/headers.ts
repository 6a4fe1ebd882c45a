import { env } from "../lib/env.js";
import { USER_AGENT } from "../lib/metadata.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import type { Context } from "./context.js";
import { addSecret } from "./redact.js";

const KEY = "syllable-api-key";

/** Builds the headers of a request, with lower-case names. The caller's override the client's. */
export async function buildHeaders(context: Context): Promise<Record<string, string>> {
  const { client, reader, options, secrets } = context;
  const { userAgent, apiKeyHeader: key } = client._options;
  // Browsers, which have no `process`, set their own; CORS would have to allow another one.
  const agent = userAgent ?? ("process" in globalThis && USER_AGENT);
  try {
    const all: Record<string, string> = {
      accept: reader.accept,
      ...(context.contentType && { "content-type": context.contentType }),
      ...(agent && { "user-agent": agent }),
      ...toRecord(options.fetchOptions?.headers),
      ...toRecord(options.headers),
    };
    all[KEY] ??= (
      (typeof key === "function" ? await key() : (key ?? env("API_KEY_HEADER"))) ?? ""
    ).trim();
    if (!all[KEY]) delete all[KEY];
    addSecret(secrets, all[KEY]);
    return all;
  } catch {
    // Without the cause, because its message may contain the key.
    throw new InvalidRequestError("headers or apiKeyHeader failed");
  }
}

const toRecord = (headers: HeadersInit | undefined) =>
  headers && Object.fromEntries(new Headers(headers));
