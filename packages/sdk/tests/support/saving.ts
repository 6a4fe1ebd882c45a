import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SyllableSDKCore } from "../../src/core.js";
import { type SaveRecordingOptions, saveRecording } from "../../src/node/index.js";
import { KEY } from "./operations.js";
import { sha256 } from "./recording-server.js";

/** Short waits between attempts. */
export const SHORT_WAITS: SaveRecordingOptions = {
  retries: { strategy: "backoff", backoff: { initialInterval: 1, maxInterval: 20 } },
};

/** A temporary folder. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** The path to save to. */
  readonly file: string;
  files(): Promise<string[]>;
  /** The size and SHA-256 of the saved file. */
  saved(): Promise<{ bytes: number; sha256: string }>;
}

export const summaryOf = (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: sha256(bytes) });

/** Creates an empty folder, which is removed after the test. */
export async function createFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "syllable-save-"));
  const file = join(path, "call.mp3");
  return {
    path,
    file,
    files: async () => (await readdir(path)).sort(),
    saved: async () => summaryOf(await readFile(file)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Saves the first recording of session 1. */
export const saveFrom = (
  { url }: { url: string },
  { file }: { file: string },
  options: SaveRecordingOptions = {},
) =>
  saveRecording(
    new SyllableSDKCore({ serverURL: url, apiKeyHeader: KEY }),
    { sessionId: "1" },
    file,
    { ...SHORT_WAITS, ...options },
  );

/** The error that a promise rejects with. Throws if it does not reject. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { fault?: string }> {
  const none = Symbol("none");
  const error = await promise.then(
    () => none,
    (thrown) => thrown,
  );
  if (error === none) throw new Error("the promise did not reject");
  return error;
}
