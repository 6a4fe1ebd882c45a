/** What of a save lies on disk: across processes, beside other saves, on disks that fail. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "syllable-test-support/eventually";
import { describe, expect, test } from "vitest";
import { noise, recordingServer, sha256 } from "./support/recording-server.js";
import { emptyFolder, type Folder, factsOf, failure, saveFrom } from "./support/saving.js";

const run = promisify(execFile);
const BYTES = noise(300_000);
const ETAG = `"${sha256(BYTES)}"`;
const PACKAGE = new URL("..", import.meta.url).pathname;

/** A program that saves as the tests do, from the built package. */
const program = (url: string, file: string) => `
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

/** What an earlier process left. */
async function leave({ file }: Folder, bytes: Buffer, note: object | string): Promise<void> {
  await writeFile(`${file}.partial`, bytes);
  await writeFile(
    `${file}.partial.json`,
    typeof note === "string" ? note : JSON.stringify({ ...noteOf(bytes), ...note }),
  );
}
const noteOf = (bytes: Buffer) => ({
  etag: ETAG,
  total: BYTES.length,
  type: "audio/mpeg",
  bytes: bytes.length,
  sha256: sha256(bytes),
});

describe("after its process was killed", () => {
  test("a save goes on where it was", async () => {
    await using server = await recordingServer((index) =>
      index === 0 ? { stallAfter: 120_000 } : {},
    );
    await using folder = await emptyFolder();
    const args = ["--input-type=module", "-e", program(server.url, folder.file)];
    const child = spawn(process.execPath, args, { cwd: PACKAGE, stdio: "inherit" });
    await eventually(async () => {
      expect(child.exitCode, "the program ended before it was killed").toBeNull();
      expect(await exists(`${folder.file}.partial.json`)).toBe(true);
    }, 60_000);
    const busy = await failure(saveFrom(server, folder));
    expect(busy).toMatchObject({ name: "SaveRecordingError", fault: "busy" });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(server.asked[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(server.asked[1]?.ifRange).toBe(ETAG);
    expect(await folder.files()).toEqual(["call.mp3"]);
  });

  const part = BYTES.subarray(0, 100_000);
  test.each([
    ["as noted", part, {}, "bytes=100000-"],
    ["with more in the file than noted", part, noteOf(part.subarray(0, 40_000)), "bytes=40000-"],
    ["whole but for its name", BYTES, {}, "bytes=299999-"],
    ["with less in the file than noted", part, { bytes: 100_001 }, undefined],
    ["with other bytes", noise(100_000, 9), { sha256: sha256(part) }, undefined],
    ["with a weak tag", part, { etag: 'W/"1"' }, undefined],
    ["with a tag that breaks the line", part, { etag: '"1"\r\nx: y"' }, undefined],
    ["with a tag that is a number", part, { etag: 1 }, undefined],
    ["with more bytes than there are to be", part, { total: 5 }, undefined],
    ["with a negative count", part, { bytes: -1 }, undefined],
    ["with half a note", part, '{"etag":', undefined],
    ["with null for a note", part, "null", undefined],
  ])("%s, it asks for the right bytes", async (_, bytes, note, range) => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    await leave(folder, bytes, note);
    await saveFrom(server, folder);
    expect(server.asked.map((request) => request.range)).toEqual([range]);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(await folder.files()).toEqual(["call.mp3"]);
  });

  test("a part of another recording is dropped", async () => {
    const other = noise(200_000, 2);
    await using server = await recordingServer(() => ({ bytes: other }));
    await using folder = await emptyFolder();
    await leave(folder, BYTES, {});
    await saveFrom(server, folder);
    expect(await folder.saved()).toEqual(factsOf(other));
  });
});

describe("one path", () => {
  test("takes one save at a time", async () => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    const [first, second] = await Promise.allSettled([
      saveFrom(server, folder),
      saveFrom(server, folder),
    ]);
    const outcomes = [first.status, second.status].sort();
    expect(outcomes).toEqual(["fulfilled", "rejected"]);
    const refused = first.status === "rejected" ? first : (second as PromiseRejectedResult);
    expect(refused.reason).toMatchObject({ name: "SaveRecordingError", fault: "busy" });
    expect(refused.reason.message).toContain(`${folder.file}.partial.lock`);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
    expect(await folder.files()).toEqual(["call.mp3"]);
    await saveFrom(server, folder);
  });

  test.each([
    ["whose process is gone", { pid: 2 ** 22 + 1, host: hostname() }, 0, true],
    ["untouched for minutes", { pid: 1, host: "elsewhere" }, 120, true],
    ["of another machine", { pid: 1, host: "elsewhere" }, 0, false],
    ["of a process that runs", { pid: process.ppid, host: hostname() }, 0, false],
    ["with no name in it yet", "", 0, false],
  ])("is taken over only from a save that died: a lock %s", async (_, owner, age, dead) => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    const lock = `${folder.file}.partial.lock`;
    await writeFile(lock, owner && JSON.stringify(owner));
    const touched = Date.now() / 1000 - age;
    await utimes(lock, touched, touched);
    const saving = saveFrom(server, folder);
    if (dead) await saving;
    else expect(await failure(saving)).toMatchObject({ fault: "busy" });
    expect(await exists(lock)).toBe(!dead);
  });
});

describe("a disk that fails is told of", () => {
  test("before anything is asked for", async () => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    await mkdir(folder.file);
    const at = (file: string) => failure(saveFrom(server, { file }));
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

  test("when it is full, what is there kept", async () => {
    await using server = await recordingServer();
    await using folder = await emptyFolder();
    // A limit on the size of files stands in for a full disk: 100 blocks of 1024 bytes.
    const script = `trap '' XFSZ; ulimit -f 100; exec "$0" --input-type=module -e "$1"`;
    const code = program(server.url, folder.file);
    const { stdout } = await run("bash", ["-c", script, process.execPath, code], { cwd: PACKAGE });
    expect(stdout).toContain("SaveRecordingError disk cannot write");
    expect(stdout).toContain("file too large (EFBIG)");
    expect(await folder.files()).toEqual(["call.mp3.partial", "call.mp3.partial.json"]);
    await saveFrom(server, folder);
    expect(server.asked[1]?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await folder.saved()).toEqual(factsOf(BYTES));
  });

  test("an earlier file is replaced only at the end", async () => {
    await using server = await recordingServer((index) => (index < 9 ? { cutAfter: 10_000 } : {}));
    await using folder = await emptyFolder();
    await writeFile(folder.file, "an earlier one");
    const onProgress = () => expect(readFileSync(folder.file, "utf8")).toBe("an earlier one");
    await saveFrom(server, folder, { onProgress });
    expect(await folder.saved()).toEqual(factsOf(BYTES));
  });
});
