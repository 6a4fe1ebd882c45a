import { sessionsGenerateSessionRecordingUrls } from "../funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { unwrap } from "../types/result.js";
import { SaveRecordingError } from "./save-error.js";

/**
 * Which recording: one of a session, by its place among the session's URLs (the first by default)
 * or by the file name that the server gives it; or the one that a URL or a token opens. With a
 * session's id, a token that expires is replaced by a new one. Of a URL, only the token is used: the
 * request goes to the client's own server, as the key must not go anywhere else.
 */
export type RecordingSource =
  | { sessionId: string; index?: number; name?: string; url?: never; token?: never }
  | { url: string | URL; sessionId?: never; token?: never }
  | { token: string; sessionId?: never; url?: never };

/** Where the token of a recording comes from. */
export interface TokenSource {
  /** Gives the token at hand, or gets one. */
  token(options: RequestOptions): Promise<string>;
  /** Lets go of a token that no longer opens the recording; false where there is no other. */
  renew(): boolean;
}

/** @throws {SDKValidationError} where it is not clear which recording is meant */
export function tokenSource(sdk: ClientSDK, source: RecordingSource): TokenSource {
  const { sessionId, url, token } = Object(source) as Partial<Record<string, unknown>>;
  if ([sessionId, url, token].filter((given) => given !== undefined).length !== 1) {
    throw new SDKValidationError("expected one of sessionId, url and token", source);
  }
  if (sessionId !== undefined) return sessionSource(sdk, source as SessionSource);
  const fixed = token === undefined ? tokenIn(url, source) : token;
  if (typeof fixed !== "string" || fixed === "") {
    throw new SDKValidationError("token: expected text", source);
  }
  return { token: async () => fixed, renew: () => false };
}

type SessionSource = Extract<RecordingSource, { sessionId: string }>;

function sessionSource(sdk: ClientSDK, source: SessionSource): TokenSource {
  const { sessionId, index = 0, name } = source;
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new SDKValidationError("index: expected a number from 0", source);
  }
  if (name !== undefined && (typeof name !== "string" || source.index !== undefined)) {
    throw new SDKValidationError("name: expected text, and no index beside it", source);
  }
  let current: string | undefined;
  return {
    async token(options) {
      if (current) return current;
      const urls = await urlsOf(sdk, sessionId, options);
      const place = name === undefined ? index : await placeOf(sdk, urls, name, options);
      const url = urls[place];
      if (url === undefined) {
        const which = name === undefined ? `number ${index}` : `of the name ${name}`;
        const message = `session ${sessionId} has no recording ${which}; it has ${urls.length}`;
        throw new SaveRecordingError("no-recording", message);
      }
      current = tokenIn(url, source);
      return current;
    },
    renew() {
      current = undefined;
      return true;
    },
  };
}

async function urlsOf(
  sdk: ClientSDK,
  sessionId: string,
  options: RequestOptions,
): Promise<string[]> {
  const { recordings } = await unwrap(
    sessionsGenerateSessionRecordingUrls(sdk, { sessionId }, options),
  );
  return recordings ?? [];
}

/** The most recordings that are searched for a name, because each one takes a request. */
const MAX_NAMED = 1_000;

/** URLs do not contain names, but the response headers of each recording may. */
async function placeOf(
  sdk: ClientSDK,
  urls: string[],
  name: string,
  options: RequestOptions,
): Promise<number> {
  if (urls.length > MAX_NAMED) {
    const message = `the session has ${urls.length} recordings, too many to search for a name; pass an index instead`;
    throw new SaveRecordingError("no-recording", message);
  }
  for (const [place, url] of urls.entries()) {
    const headers = new Headers(options.headers);
    headers.set("range", "bytes=0-0");
    const call = sessionsSessionRecordingStream(
      sdk,
      { token: tokenIn(url, undefined) },
      { ...options, headers },
    );
    await (await unwrap(call)).cancel();
    const [, { response }] = await call.$inspect();
    if (fileNameIn(response?.headers.get("content-disposition")) === name) return place;
  }
  return -1;
}

/** The file name in a `Content-Disposition` (RFC 6266). */
function fileNameIn(header: string | null | undefined): string | undefined {
  const text = header ?? "";
  const [, encoded] = /filename\*=utf-8'[^']*'([^;\s]+)/i.exec(text) ?? [];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // Malformed: try the plain form.
  }
  const [, quoted, bare] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(text) ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? bare;
}

/** The token in a recording's URL. The error does not quote the URL. */
function tokenIn(url: unknown, source: unknown): string {
  let token: string | null = null;
  try {
    token = new URL(`${url}`).searchParams.get("token");
  } catch {}
  if (!token) throw new SDKValidationError("url: expected a URL with a token", source);
  return token;
}
