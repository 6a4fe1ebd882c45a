import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SyllableSDKCore } from "../../src/core.js";
import { type SaveRecordingOptions, saveRecording } from "../../src/node/index.js";
import { KEY } from "./operations.js";
import { sha256 } from "./recording-server.js";

/** Waits that do not hold tests up. */
export const QUICK: SaveRecordingOptions = {
  retries: { strategy: "backoff", backoff: { initialInterval: 1, maxInterval: 20 } },
};

export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** Where the tests save to. */
  readonly file: string;
  files(): Promise<string[]>;
  /** The size and the sum of what was saved. */
  saved(): Promise<{ bytes: number; sha256: string }>;
}

export const factsOf = (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: sha256(bytes) });

/** An empty folder, removed afterwards. */
export async function emptyFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "syllable-save-"));
  const file = join(path, "call.mp3");
  return {
    path,
    file,
    files: async () => (await readdir(path)).sort(),
    saved: async () => factsOf(await readFile(file)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Saves the first recording of session 1 of a server. */
export const saveFrom = (
  { url }: { url: string },
  { file }: { file: string },
  options: SaveRecordingOptions = {},
) =>
  saveRecording(
    new SyllableSDKCore({ serverURL: url, apiKeyHeader: KEY }),
    { sessionId: "1" },
    file,
    { ...QUICK, ...options },
  );

/** The error of a promise that must reject. */
export async function failure(promise: Promise<unknown>): Promise<Error & { fault?: string }> {
  const none = Symbol("it did not fail");
  const error = await promise.then(
    () => none,
    (thrown) => thrown,
  );
  if (error === none) throw new Error("it did not fail");
  return error;
}
