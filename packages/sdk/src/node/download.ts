import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { classify } from "../http/classify.js";
import { maskFor } from "../http/redact.js";
import { ServerList } from "../lib/config.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { ConnectionError, RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import type { PartialFile } from "./partial-file.js";
import { declaredSha256, parseRange, type RecordingRange } from "./recording-response.js";
import type { TokenSource } from "./recording-source.js";
import { RetryableError } from "./retry-budget.js";
import { SaveRecordingError } from "./save-error.js";

/** A download, which may take several attempts. */
export interface Download {
  readonly sdk: ClientSDK;
  readonly tokens: TokenSource;
  readonly partial: PartialFile;
  /** The options of each request, including the caller's headers. */
  readonly options: RequestOptions & { headers: Headers };
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  /** Whether the caller gave the SHA-256 that the result is checked against. */
  readonly hasExpectedSha256: boolean;
  /**
   * Set when the server has sent a wrong part: from then on, only the whole recording is requested.
   */
  avoidsRanges: boolean;
  /** The SHA-256 that the server declared. */
  declaredSha256: string | undefined;
  onBytes(): void;
}

/** Makes one attempt to download the missing bytes. Returns when the recording is complete. */
export async function attemptDownload(download: Download): Promise<void> {
  const { partial } = download;
  // Without an entity tag, only a checksum can detect parts of different versions.
  const canResume =
    !download.avoidsRanges && (partial.version?.etag !== undefined || download.hasExpectedSha256);
  const from = canResume ? partial.bytes : 0;
  const { stream, response, isPlatform } = await request(download, from);
  const range = parseRange(response);
  if (!range || !continues(range, partial, from)) {
    stream.cancel().catch(() => {});
    if (!range || range.version.etag === partial.version?.etag) download.avoidsRanges = true;
    await partial.restart();
    throw new RetryableError("the part received does not continue the partial file");
  }
  download.declaredSha256 = declaredSha256(response, { isPlatform });
  try {
    await checkSize(download, range.version.total ?? 0);
    if (range.start === 0) await partial.restart(range.version);
    download.onBytes();
    await copy(stream, download, range.end);
  } catch (error) {
    stream.cancel().catch(() => {});
    throw error;
  }
}

/** Requests a recording from a byte on. */
async function request({ sdk, tokens, partial, options }: Download, from: number) {
  const headers = new Headers(options.headers);
  // The recording's own media type, and its bytes uncompressed.
  headers.set("accept", "audio/*, */*;q=0.5");
  headers.set("accept-encoding", "identity");
  if (from > 0) {
    headers.set("range", `bytes=${from}-`);
    if (partial.version?.etag) headers.set("if-range", partial.version.etag);
  }
  const token = await tokens.get(options);
  const call = sessionsSessionRecordingStream(sdk, { token }, { ...options, headers });
  const [result, { request, response }] = await call.$inspect();
  if (result.ok) {
    const isPlatform = ServerList.some((server) => request?.url.startsWith(`${server}/`));
    return { stream: result.value, response: response!, isPlatform };
  }
  const { error } = result;
  const status = error instanceof SyllableSDKError ? error.statusCode : 0;
  if (status === 401 && tokens.renew()) throw new RetryableError(error.message, { cause: error });
  if (status === 416 && from > 0) {
    await partial.restart();
    throw new RetryableError(error.message, { cause: error });
  }
  throw error;
}

/**
 * Whether a response has the requested bytes: the whole, or the missing bytes of the same version.
 */
function continues({ start, version }: RecordingRange, partial: PartialFile, from: number) {
  if (start === 0) return true;
  const { etag, total } = partial.version ?? {};
  const isOther = version.etag !== undefined && etag !== undefined && version.etag !== etag;
  return start === from && !isOther && (total === undefined || total === version.total);
}

/** Writes a stream to the file. A server may send fewer bytes than requested, but not more. */
async function copy(
  stream: ReadableStream<Uint8Array>,
  download: Download,
  end: number | undefined,
): Promise<void> {
  const { partial } = download;
  const reader = stream.getReader();
  try {
    for (;;) {
      const chunk = await readChunk(reader, download.idleTimeoutMs);
      if (!chunk) break;
      if (end !== undefined && partial.bytes + chunk.length > end) {
        download.avoidsRanges = true;
        await partial.restart();
        throw new RetryableError("the response had more bytes than it declared");
      }
      await checkSize(download, partial.bytes + chunk.length);
      await partial.append(chunk);
      download.onBytes();
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  } finally {
    reader.releaseLock();
  }
  if (end !== undefined && partial.bytes < end) {
    throw new ConnectionError("Connection closed before the end of the response");
  }
  const { total } = partial.version ?? {};
  if (total !== undefined && partial.bytes < total) {
    throw new RetryableError("the response was incomplete");
  }
}

/** Ends the save if the recording is too large. */
async function checkSize({ partial, maxBytes }: Download, bytes: number): Promise<void> {
  if (bytes <= maxBytes) return;
  await partial.discard();
  const message = `the recording has more than ${maxBytes} bytes; raise maxBytes to save it`;
  throw new SaveRecordingError("size", message);
}

/** Reads the next chunk; `undefined` at the end of the stream. */
async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleTimeoutMs: number,
): Promise<Uint8Array | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const expire = () =>
      reject(new RequestTimeoutError(`No bytes received for ${idleTimeoutMs} ms`));
    if (idleTimeoutMs > 0) timer = setTimeout(expire, idleTimeoutMs);
  });
  try {
    return (await Promise.race([reader.read(), timeout])).value;
  } catch (error) {
    throw classify(error, maskFor(new Set()));
  } finally {
    clearTimeout(timer);
  }
}
