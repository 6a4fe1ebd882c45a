/** The paths that a save writes to, and those that it rejects before a request is sent. */
import { execFileSync } from "node:child_process";
import { lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { saveRecording } from "../src/node/index.js";
import { noise, startRecordingServer } from "./support/recording-server.js";
import { createFolder, errorOf, saveFrom, summaryOf } from "./support/saving.js";

const BYTES = noise(300_000);
const onUnix = { skip: process.platform === "win32" };

describe("a symbolic link is followed and not changed", onUnix, () => {
  test.each([
    ["to a file", true],
    ["to a file that does not exist", false],
  ])("%s", async (_what, exists) => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const real = join(folder.path, "real");
    await mkdir(real);
    if (exists) await writeFile(join(real, "take.mp3"), "old");
    await symlink("real/take.mp3", join(folder.path, "second"));
    await symlink(join(folder.path, "second"), folder.file);
    const listings: Promise<string[]>[] = [];
    const onProgress = () => void listings.push(readdir(real));
    const { path } = await saveFrom(server, folder, { onProgress });
    expect(path).toBe(join(real, "take.mp3"));
    expect(await folder.saved()).toEqual(summaryOf(BYTES));
    expect(await readlink(folder.file)).toBe(join(folder.path, "second"));
    expect((await lstat(path)).isFile()).toBe(true);
    expect(await folder.files()).toEqual(["call.mp3", "real", "second"]);
    const names = new Set((await Promise.all(listings)).flat());
    expect([...names]).toEqual(
      expect.arrayContaining(["take.mp3.partial", "take.mp3.partial.lock"]),
    );
    expect(await readdir(real)).toEqual(["take.mp3"]);
  });

  test("and shares the lock of its target", async () => {
    await using server = await startRecordingServer(() => ({ stallAfter: 1_000 }));
    await using folder = await createFolder();
    await symlink("real.mp3", folder.file);
    const controller = new AbortController();
    let first: Promise<Error> | undefined;
    await new Promise<void>((resolve) => {
      const onProgress = ({ bytes }: { bytes: number }) => {
        if (bytes > 0) resolve();
      };
      first = errorOf(saveFrom(server, folder, { onProgress, signal: controller.signal }));
    });
    const second = saveFrom(server, { file: join(folder.path, "real.mp3") });
    expect(await errorOf(second)).toMatchObject({ fault: "busy" });
    controller.abort();
    expect(await first).toMatchObject({ name: "RequestAbortedError" });
  });
});

describe("before a request is sent, a save rejects", onUnix, () => {
  const listen = (path: string) =>
    new Promise<AsyncDisposable>((resolve) => {
      const server = createServer().listen(path, () => resolve(server));
    });

  test.each<[string, RegExp, (path: string) => Promise<unknown>]>([
    ["a folder", /is a folder \(EISDIR\)/, (path) => mkdir(path)],
    ["a named pipe", /is a named pipe, not/, async (path) => execFileSync("mkfifo", [path])],
    ["a socket", /is a socket, not/, listen],
    ["a link to a device", /is a device, not/, (path) => symlink("/dev/null", path)],
    ["a link to a folder", /is a folder/, (path) => symlink(".", path)],
    ["a link to itself", /ELOOP/, (path) => symlink("call.mp3", path)],
    ["a link to a folder that does not exist", /ENOENT/, (path) => symlink("none/x", path)],
    ["a partial file that is a link", /ELOOP/, (path) => symlink("other", `${path}.partial`)],
    [
      "a partial file that is a named pipe",
      /is a named pipe/,
      async (path) => execFileSync("mkfifo", [`${path}.partial`]),
    ],
  ])("%s", async (_what, message, create) => {
    await using server = await startRecordingServer();
    await using folder = await createFolder();
    const created = await create(folder.file);
    const error = await errorOf(saveFrom(server, folder));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "disk" });
    expect(error.message).toMatch(message);
    expect(server.seen).toEqual([]);
    const names = await folder.files();
    expect(names.filter((name) => name.endsWith(".lock"))).toEqual([]);
    await (created as Partial<AsyncDisposable> | undefined)?.[Symbol.asyncDispose]?.();
  });

  test.each(["/dev/null", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])("%s", async (file) => {
    await using server = await startRecordingServer();
    const error = await errorOf(saveFrom(server, { file }));
    expect(error).toMatchObject({ name: "SaveRecordingError", fault: "disk" });
    expect(error.message).toContain(file);
    expect(server.seen).toEqual([]);
  });

  test("other arguments that are wrong", async () => {
    const sdk = new SyllableSDKCore({ serverURL: "http://127.0.0.1:9" });
    const save = (path: unknown, options?: unknown) =>
      errorOf(saveRecording(sdk, { sessionId: "1" }, path as string, options as object));
    for (const path of [undefined, null, 5, {}, new URL("https://a.test/b")]) {
      expect(await save(path)).toMatchObject({
        name: "SDKValidationError",
        rawMessage: "path: expected a string or a file URL",
      });
    }
    const rawMessage = "options: expected an object";
    expect(await save("a.mp3", null)).toMatchObject({ name: "SDKValidationError", rawMessage });
    const invalid = { headers: { "not a name": "1" } };
    expect(await save("a.mp3", invalid)).toMatchObject({ name: "InvalidRequestError" });
  });
});

test("a file URL is a path", async () => {
  await using server = await startRecordingServer();
  await using folder = await createFolder();
  const sdk = new SyllableSDKCore({ serverURL: server.url });
  const saved = await saveRecording(sdk, { sessionId: "1" }, pathToFileURL(folder.file));
  expect(saved.bytes).toBe(BYTES.length);
});

test("a link that appears at the path during a save is not replaced", onUnix, async () => {
  await using server = await startRecordingServer();
  await using folder = await createFolder();
  const other = join(folder.path, "other");
  await writeFile(other, "other");
  let isLinked: Promise<void> | undefined;
  const onProgress = () => {
    isLinked ??= symlink("other", folder.file);
  };
  const error = await errorOf(saveFrom(server, folder, { onProgress }));
  await isLinked;
  expect(error).toMatchObject({ fault: "disk" });
  expect(error.message).toContain("is a symbolic link, not a regular file");
  expect(await readFile(other, "utf8")).toBe("other");
});
