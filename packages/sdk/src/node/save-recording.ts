import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { abortion } from "../http/on-abort.js";
import { sleep } from "../http/retry.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { PartialFile } from "./partial-file.js";
import { lockPath } from "./path-lock.js";
import { Again, Patience } from "./patience.js";
import { type Receiving, receive } from "./receive.js";
import { type RecordingSource, tokenSource } from "./recording-source.js";
import { onDisk, SaveRecordingError } from "./save-error.js";
import type { SavedRecording, SaveRecordingOptions } from "./save-options.js";

const IDLE_MS = 30_000;
const MAX_BYTES = 16 * 2 ** 30;

/**
 * Saves a recording to a file, which is there only once it is whole and verified; a file that is
 * there already is replaced. Until then the bytes gather in `<path>.partial`, and after any cut, of
 * the connection or of the process, the save goes on where it stopped: call it again. Where the
 * recording has changed in between, or the server gives no parts, it begins anew.
 *
 * The promise rejects with an error of `syllable-sdk/models/errors` where the service or the
 * connection failed for good, and with a `SaveRecordingError` otherwise.
 * @param sdk a `SyllableSDK` or `SyllableSDKCore`
 * @param source `{ sessionId }` for the session's first recording
 * @param path where to save it; its folder must exist
 */
export async function saveRecording(
  sdk: ClientSDK,
  source: RecordingSource,
  path: string | URL,
  options: SaveRecordingOptions = {},
): Promise<SavedRecording> {
  const { onProgress, sha256, idleTimeoutMs = IDLE_MS, attempts: _, ...others } = options;
  const { maxBytes = MAX_BYTES, ...request } = others;
  if (sha256 !== undefined && !/^[\da-f]{64}$/i.test(sha256)) {
    throw new SDKValidationError("sha256: expected 64 hexadecimal digits", source);
  }
  const tokens = tokenSource(sdk, source);
  const signal = options.signal ?? options.fetchOptions?.signal;
  if (signal?.aborted) throw abortion(signal);
  const target = await targetOf(path);
  const lock = await lockPath(target);
  try {
    const partial = await PartialFile.open(target, signal);
    const it: Receiving = {
      sdk,
      source: tokens,
      partial,
      call: callOptions(request),
      idleTimeoutMs,
      maxBytes,
      summed: sha256 !== undefined,
      wholeOnly: false,
      promised: undefined,
      onBytes: () => onProgress?.({ bytes: partial.bytes, total: partial.version?.total }),
    };
    try {
      await receiveAll(it, new Patience(sdk, options, partial.bytes), signal);
      return await finish(it, target, sha256?.toLowerCase());
    } catch (error) {
      await partial.leave();
      throw error;
    }
  } finally {
    await lock.release();
  }
}

/** Makes attempts until the recording is there, or patience is at its end. */
async function receiveAll(
  it: Receiving,
  patience: Patience,
  signal: AbortSignal | null | undefined,
): Promise<void> {
  for (;;) {
    try {
      return await receive(it);
    } catch (error) {
      if (signal?.aborted) throw abortion(signal);
      const wait = patience.after(error, it.partial.bytes);
      if (wait === undefined) throw error instanceof Again ? failureOf(error) : error;
      await it.partial.note();
      await sleep(wait, signal);
    }
  }
}

/** The error of a save that got no usable response. */
const failureOf = ({ cause, message }: Again): unknown =>
  cause ?? new SaveRecordingError("response", `the server sent no usable response: ${message}`);

/** Verifies the size and the sum, and gives the file its name. */
async function finish(
  { partial, promised }: Receiving,
  target: string,
  given: string | undefined,
): Promise<SavedRecording> {
  const { bytes, version } = partial;
  const { total, type } = version!;
  const sha256 = partial.sha256();
  const expected = given ?? promised;
  if (total !== undefined && bytes !== total) {
    await partial.discard();
    const message = `the recording came with ${bytes} bytes, not ${total}; nothing of it was kept`;
    throw new SaveRecordingError("size", message);
  }
  if (expected !== undefined && sha256 !== expected) {
    await partial.discard();
    const whose = given ? "the one given" : "the one that the server told";
    throw new SaveRecordingError(
      "checksum",
      `the recording's SHA-256 is ${sha256}, but ${whose} is ${expected}; nothing of it was kept`,
    );
  }
  await partial.finish();
  return { path: target, bytes, sha256, type };
}

/** The options of each call. What is tried again, and from which byte on, is decided here. */
function callOptions({ fetchOptions, headers, ...flat }: RequestOptions): Receiving["call"] {
  const all = new Headers(fetchOptions?.headers);
  new Headers(headers).forEach((value, name) => {
    all.set(name, value);
  });
  for (const name of ["range", "if-range", "if-match", "if-none-match"]) all.delete(name);
  return {
    ...flat,
    fetchOptions: { ...fetchOptions, headers: undefined },
    headers: all,
    retries: { strategy: "none" },
  };
}

/** The file's absolute path, links to its folder followed, so that one file has one lock. */
async function targetOf(path: string | URL): Promise<string> {
  const given = resolve(path instanceof URL ? fileURLToPath(path) : path);
  return onDisk(given, async () => {
    const target = join(await realpath(dirname(given)), basename(given));
    const found = await stat(target).catch(() => undefined);
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    return target;
  });
}
