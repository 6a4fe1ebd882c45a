/** The files of a save: after a killed process, with concurrent saves, on a failing disk. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "syllable-test-support/eventually";
import { describe, expect, test } from "vitest";
import { noise, sha256, startRecordingServer } from "./support/recording-server.js";
import { createFolder, errorOf, type Folder, saveFrom, summaryOf } from "./support/saving.js";

const run = promisify(execFile);
const BYTES = noise(300_000);
const ETAG = `"${sha256(BYTES)}"`;
const PACKAGE = new URL("..", import.meta.url).pathname;

/** A program that saves a recording with the built package. */
const programFor = (url: string, file: string) => `
  import { SyllableSDK } from "syllable-sdk";
  import { saveRecording } from "syllable-sdk/node";
  const sdk = new SyllableSDK({ serverURL: ${JSON.stringify(url)} });
  saveRecording(sdk, { sessionId: "1" }, ${JSON.stringify(file)}).then(
    (saved) => console.log(saved.sha256),
    (error) => console.log(error.name, error.fault, error.message),
  );`;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Writes the files of an interrupted save. */
async function writePartial(
  { file }: Folder,
  bytes: Buffer,
  state: object | string,
): Promise<void> {
  await writeFile(`${file}.partial`, bytes);
  await writeFile(
    `${file}.partial.json`,
    typeof state === "string" ? state : JSON.stringify({ ...stateOf(bytes), ...state }),
  );
}
const stateOf = (bytes: Buffer) => ({
  etag: ETAG,
  total: BYTES.length,
  type: "audio/mpeg",
  bytes: bytes.length,
  sha256: sha256(bytes),
});

describe("after an interrupted save", () => {
  test("another process resumes", async () => {
    await using server = await startRecordingServer((index) =>
      index === 0 ? { stallAfter: 120_000 } : {},
    );
    await using folder = await createFolder();
    const args = ["--input-type=module", "-e", programFor(server.url, folder.file)];
    const child = spawn(process.execPath, args, { cwd: PACKAGE, stdio: "inherit" });
    await eventually(async () => {
      expect(child.exitCode, "the program ended before it was killed").toBeNull();
      expect(await exists(`${folder.file}.partial.json`)).toBe(true);
    }, 60_000);
    const busy = await errorOf(saveFrom(server, folder));
    expect(busy).toMatchObject({ name: "SaveRecordingError", fault: "busy" });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(server.requests[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(server.requests[1]?.ifRange).toBe(ETAG);
    expect(await folder.files()).toEqual(["call.mp3"]);
  });

  const part = BYTES.subarray(0, 100_000);
  test.each([
    ["as in the state", part, {}, "bytes=100000-"],
    [
      "with more bytes in the file than in the state",
      part,
      stateOf(part.subarray(0, 40_000)),
      "bytes=40000-",
    ],
    ["with all bytes", BYTES, {}, "bytes=299999-"],
    ["with fewer bytes in the file than in the state", part, { bytes: 100_001 }, undefined],
    ["with other bytes", noise(100_000, 9), { sha256: sha256(part) }, undefined],
    ["with a weak tag", part, { etag: 'W/"1"' }, undefined],
    ["with a tag that contains a line break", part, { etag: '"1"\r\nx: y"' }, undefined],
    ["with a tag that is a number", part, { etag: 1 }, undefined],
    ["with more bytes than the total", part, { total: 5 }, undefined],
    ["with a negative count", part, { bytes: -1 }, undefined],
    ["with half a state", part, '{"etag":', undefined],
    ["with a state of null", part, "null", undefined],
  ])("%s, it requests the right bytes", async (_, bytes, state, range) => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    await writePartial(folder, bytes, state);
    await saveFrom(server, folder);
    expect(server.requests.map((request) => request.range)).toEqual([range]);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(await folder.files()).toEqual(["call.mp3"]);
  });

  test("a part of another recording is discarded", async () => {
    const other = noise(200_000, 2);
    await using server = await startRecordingServer(() => ({ bytes: other }));
    await using folder = await createFolder();
    await writePartial(folder, BYTES, {});
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(summaryOf(other));
  });
});

describe("a path", () => {
  test("accepts one save at a time", async () => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const [first, second] = await Promise.allSettled([
      saveFrom(server, folder),
      saveFrom(server, folder),
    ]);
    const outcomes = [first.status, second.status].sort();
    expect(outcomes).toEqual(["fulfilled", "rejected"]);
    const rejected = first.status === "rejected" ? first : (second as PromiseRejectedResult);
    expect(rejected.reason).toMatchObject({ name: "SaveRecordingError", fault: "busy" });
    expect(rejected.reason.message).toContain(`${folder.file}.partial.lock`);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(await folder.files()).toEqual(["call.mp3"]);
    await saveFrom(server, folder);
  });

  test.each([
    ["of a process that has ended", { pid: 2 ** 22 + 1, host: hostname() }, 0, true],
    ["not touched for two minutes", { pid: 1, host: "elsewhere" }, 120, true],
    ["of another machine", { pid: 1, host: "elsewhere" }, 0, false],
    ["of a running process", { pid: process.ppid, host: hostname() }, 0, false],
    ["without an owner yet", "", 0, false],
  ])("is unlocked only if the lock is stale: a lock %s", async (_, owner, age, isStale) => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const lock = `${folder.file}.partial.lock`;
    await writeFile(lock, owner && JSON.stringify(owner));
    const touched = Date.now() / 1000 - age;
    await utimes(lock, touched, touched);
    const saving = saveFrom(server, folder);
    if (isStale) await saving;
    else expect(await errorOf(saving)).toMatchObject({ fault: "busy" });
    expect(await exists(lock)).toBe(!isStale);
  });
});

describe("a disk error is reported", () => {
  test("before any request", async () => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    await mkdir(folder.file);
    const at = (file: string) => errorOf(saveFrom(server, { file }));
    const cases = [
      [folder.file, "is a folder (EISDIR)"],
      [join(folder.path, "missing", "a.mp3"), "folder not found (ENOENT)"],
    ] as const;
    for (const [file, reason] of cases) {
      const error = await at(file);
      expect(error).toMatchObject({ name: "SaveRecordingError", fault: "disk" });
      expect(error.message).toBe(`cannot write ${file}: ${reason}`);
      expect(error.cause).toHaveProperty("code");
    }
    expect(server.seen).toHaveLength(0);
  });

  test("if the disk is full, with the partial file left", async () => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    // A limit on file sizes simulates a full disk: 100 blocks of 1024 bytes.
    const script = `trap '' XFSZ; ulimit -f 100; exec "$0" --input-type=module -e "$1"`;
    const code = programFor(server.url, folder.file);
    const { stdout } = await run("bash", ["-c", script, process.execPath, code], { cwd: PACKAGE });
    expect(stdout).toContain("SaveRecordingError disk cannot write");
    expect(stdout).toContain("file too large (EFBIG)");
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
    await saveFrom(server, folder);
    expect(server.requests[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
  });

  test("an existing file is replaced only at the end", async () => {
    await using server = await startRecordingServer((index) =>
      index < 9 ? { closeAfter: 10_000 } : {},
    );
    await using folder = await createFolder();
    await writeFile(folder.file, "an existing file");
    const onProgress = () => expect(readFileSync(folder.file, "utf8")).toBe("an existing file");
    await saveFrom(server, folder, { onProgress });
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
  });
});
