import { sessionsGenerateSessionRecordingUrls } from "../funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { unwrap } from "../types/result.js";
import { SaveRecordingError } from "./save-error.js";

/**
 * Which recording to save:
 * - `sessionId`: a recording of a session, by `index` among the session's URLs (default 0) or by
 *   the file `name` that the server sends. A token that expires is replaced.
 * - `url` or `token`: the recording that a URL or token opens. Only the token of the URL is used:
 *   the request goes to the client's server, because the API key must not be sent to another one.
 */
export type RecordingSource =
  | {
      sessionId: string;
      index?: number | undefined;
      name?: string | undefined;
      url?: never;
      token?: never;
    }
  | { url: string | URL; sessionId?: never; token?: never }
  | { token: string; sessionId?: never; url?: never };

/** Provides the token of a recording. */
export interface TokenSource {
  /** Returns the current token, or requests one. */
  get(options: RequestOptions): Promise<string>;
  /** Discards a token that has expired; false if no other one can be requested. */
  renew(): boolean;
}

/** @throws {SDKValidationError} if the source does not identify one recording */
export function tokenSource(sdk: ClientSDK, source: RecordingSource): TokenSource {
  const { sessionId, url, token } = Object(source) as Partial<Record<string, unknown>>;
  if ([sessionId, url, token].filter((value) => value !== undefined).length !== 1) {
    throw new SDKValidationError("expected one of sessionId, url and token", source);
  }
  if (sessionId !== undefined) return sessionSource(sdk, source as SessionSource);
  const fixed = token === undefined ? tokenIn(url, source) : token;
  if (typeof fixed !== "string" || fixed === "") {
    throw new SDKValidationError("token: expected a non-empty string", source);
  }
  return { get: async () => fixed, renew: () => false };
}

type SessionSource = Extract<RecordingSource, { sessionId: string }>;

function sessionSource(sdk: ClientSDK, source: SessionSource): TokenSource {
  const { sessionId, index = 0, name } = source;
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new SDKValidationError("index: expected an integer from 0", source);
  }
  if (name !== undefined && (typeof name !== "string" || source.index !== undefined)) {
    throw new SDKValidationError("name: expected a string, without an index", source);
  }
  let current: string | undefined;
  return {
    async get(options) {
      if (current) return current;
      const urls = await listUrls(sdk, sessionId, options);
      const url = urls[name === undefined ? index : await findIndex(sdk, urls, name, options)];
      if (url === undefined) {
        const which = name === undefined ? `at index ${index}` : `named ${name}`;
        const message = `session ${sessionId} has no recording ${which}; it has ${urls.length} in total`;
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

async function listUrls(
  sdk: ClientSDK,
  sessionId: string,
  options: RequestOptions,
): Promise<string[]> {
  const { recordings } = await unwrap(
    sessionsGenerateSessionRecordingUrls(sdk, { sessionId }, options),
  );
  return recordings ?? [];
}

/** The most recordings to search for a name, because each one takes a request. */
const MAX_SEARCHED = 1_000;

/** Finds a recording by name in the response headers, because the URLs do not contain names. */
async function findIndex(
  sdk: ClientSDK,
  urls: string[],
  name: string,
  options: RequestOptions,
): Promise<number> {
  if (urls.length > MAX_SEARCHED) {
    const message = `the session has ${urls.length} recordings, too many to search for a name; pass an index instead`;
    throw new SaveRecordingError("no-recording", message);
  }
  // The self-hosted service stores names in NFC. The platform may store another form.
  const wanted = name.normalize();
  for (const [index, url] of urls.entries()) {
    const headers = new Headers(options.headers);
    headers.set("range", "bytes=0-0");
    const call = sessionsSessionRecordingStream(
      sdk,
      { token: tokenIn(url, undefined) },
      { ...options, headers },
    );
    await (await unwrap(call)).cancel().catch(() => {});
    const [, { response }] = await call.$inspect();
    const found = fileNameIn(response?.headers.get("content-disposition"));
    if (found?.normalize() === wanted) return index;
  }
  return -1;
}

/** The file name in a `Content-Disposition` header (RFC 6266). */
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

/** The token in the URL of a recording. The error does not quote the URL. */
function tokenIn(url: unknown, source: unknown): string {
  let token: string | null = null;
  try {
    token = new URL(`${url}`).searchParams.get("token");
  } catch {}
  if (!token) throw new SDKValidationError("url: expected a URL with a token", source);
  return token;
}
