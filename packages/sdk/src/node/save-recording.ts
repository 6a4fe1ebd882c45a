import { signalOf, toAbortError } from "../http/on-abort.js";
import { sleep } from "../http/retry.js";
import { expectObject } from "../lib/expect-object.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { InvalidRequestError } from "../models/errors/http-client-errors.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { attemptDownload, type Download } from "./download.js";
import { PartialFile } from "./partial-file.js";
import { lockPath } from "./path-lock.js";
import { type RecordingSource, tokenSource } from "./recording-source.js";
import { RetryableError, RetryBudget } from "./retry-budget.js";
import { SaveRecordingError } from "./save-error.js";
import type { SavedRecording, SaveRecordingOptions } from "./save-options.js";
import { resolveTarget } from "./target-path.js";

const IDLE_TIMEOUT_MS = 30_000;
const MAX_BYTES = 16 * 2 ** 30;

/**
 * Saves a recording to a file. The bytes are written to `<path>.partial`, which is renamed once it
 * is complete and verified; an existing file is replaced. If the path is a symbolic link, its target is
 * written and the link is not changed. A path to anything but a regular file, such as a folder, a pipe
 * or a device, is rejected before a request is sent. A save that was interrupted resumes where it
 * stopped when the function is called again, even in another process. It starts over if the
 * recording has changed or the server does not support range requests.
 * @param sdk a `SyllableSDK` or `SyllableSDKCore`
 * @param source `{ sessionId }` for the session's first recording
 * @param path where to save the recording: a path or a file URL; the folder must exist
 * @param options the expected checksum, limits and retries of the save, and the options of its
 *   requests
 * @returns the path, size, SHA-256 and media type of the file
 * @throws {SaveRecordingError} for the reasons listed at `SaveRecordingFault`
 * @throws {SDKValidationError} if an argument is invalid
 * @throws {RequestAbortedError} if the `signal` aborts
 * @throws any other error of `syllable-sdk/models/errors`, if a request failed and no further
 *   attempt is made
 * @example
 * ```ts
 * const { bytes } = await saveRecording(sdk, { sessionId: "42" }, "call.mp3");
 * ```
 */
export async function saveRecording(
  sdk: ClientSDK,
  source: RecordingSource,
  path: string | URL,
  options: SaveRecordingOptions = {},
): Promise<SavedRecording> {
  expectObject(options);
  const { onProgress, sha256, idleTimeoutMs = IDLE_TIMEOUT_MS, attempts: _, ...others } = options;
  const { maxBytes = MAX_BYTES, ...request } = others;
  if (sha256 !== undefined && !/^[\da-f]{64}$/i.test(sha256)) {
    throw new SDKValidationError("sha256: expected 64 hexadecimal digits", source);
  }
  const requestOptions = toRequestOptions(request);
  const tokens = tokenSource(sdk, source);
  const signal = signalOf(options);
  if (signal?.aborted) throw toAbortError(signal);
  const target = await resolveTarget(path);
  const lock = await lockPath(target);
  try {
    const partial = await PartialFile.open(target, signal);
    const download: Download = {
      sdk,
      tokens,
      partial,
      options: requestOptions,
      idleTimeoutMs,
      maxBytes,
      hasExpectedSha256: sha256 !== undefined,
      avoidsRanges: false,
      declaredSha256: undefined,
      onBytes: () => onProgress?.({ bytes: partial.bytes, total: partial.version?.total }),
    };
    try {
      await downloadAll(download, new RetryBudget(sdk, options, partial.bytes), signal);
      return await finish(download, target, sha256?.toLowerCase());
    } catch (error) {
      await partial.suspend();
      throw error;
    }
  } finally {
    await lock.release();
  }
}

/** Makes attempts until the download is complete or the retry budget is spent. */
async function downloadAll(
  download: Download,
  budget: RetryBudget,
  signal: AbortSignal | null | undefined,
): Promise<void> {
  for (;;) {
    try {
      return await attemptDownload(download);
    } catch (error) {
      if (signal?.aborted) throw toAbortError(signal);
      const wait = budget.after(error, download.partial.bytes);
      if (wait === undefined) throw error instanceof RetryableError ? toFinalError(error) : error;
      await download.partial.saveState();
      await sleep(wait, signal);
    }
  }
}

/** The error of a save after the last retry. */
const toFinalError = ({ cause, message }: RetryableError): unknown =>
  cause ?? new SaveRecordingError("response", `the server sent no usable response: ${message}`);

/** Verifies the size and the checksum, and renames the file. */
async function finish(
  { partial, declaredSha256 }: Download,
  target: string,
  expectedSha256: string | undefined,
): Promise<SavedRecording> {
  const { bytes, version } = partial;
  const { total, type } = version!;
  const sha256 = partial.sha256();
  const expected = expectedSha256 ?? declaredSha256;
  if (total !== undefined && bytes !== total) {
    await partial.discard();
    const message = `received ${bytes} bytes instead of ${total}; nothing was saved`;
    throw new SaveRecordingError("size", message);
  }
  if (expected !== undefined && sha256 !== expected) {
    await partial.discard();
    const origin = expectedSha256 ? "expected" : "declared by the server";
    throw new SaveRecordingError(
      "checksum",
      `the SHA-256 is ${sha256}, not ${expected} as ${origin}; nothing was saved`,
    );
  }
  await partial.finish();
  return { path: target, bytes, sha256, type };
}

/** The options of each request. `saveRecording` itself decides about retries and ranges. */
function toRequestOptions({ fetchOptions, headers, ...flat }: RequestOptions): Download["options"] {
  const all = new Headers();
  try {
    for (const some of [fetchOptions?.headers, headers]) {
      new Headers(some).forEach((value, name) => {
        all.set(name, value);
      });
    }
  } catch {
    // Without the cause, because its message may contain a key.
    throw new InvalidRequestError("headers: expected valid names and values");
  }
  for (const name of ["range", "if-range", "if-match", "if-none-match"]) all.delete(name);
  return {
    ...flat,
    fetchOptions: { ...fetchOptions, headers: undefined },
    headers: all,
    retries: { strategy: "none" },
  };
}
