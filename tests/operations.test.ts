import { execFile, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { onlyIf } from "syllable-test-support/missing-parts";
import { demoRecording, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";

const run = promisify(execFile);
const root = new URL("..", import.meta.url).pathname;
const guide = readFileSync(join(root, "docs/operations.md"), "utf8");
const needsSqlite = onlyIf(
  spawnSync("sqlite3", ["--version"]).status === 0,
  "the command sqlite3 is not installed",
);

const folder = tempFolder();
const service = withService(() => ({ dataDir: join(folder, "data") }));

/** The commands of the guide that contain a text. */
function commands(text: string): string {
  const blocks = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, code]) => code!);
  const found = blocks.filter((code) => code.includes(text));
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** Runs commands in the folder that contains `data`. */
function runInFolder(script: string): Promise<{ stdout: string }> {
  // `npx` finds the command of the workspace.
  if (!existsSync(join(folder, "node_modules"))) {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  }
  return run("bash", ["-euc", script], { cwd: folder });
}

test("the commands for keys create, list and revoke keys", async () => {
  const { stdout } = await runInFolder(commands("keys revoke"));
  const [ana] = stdout.split("\n").filter((line) => line.startsWith("syl_"));
  expect(stdout.match(/^syl_/gm)).toHaveLength(3);
  expect(stdout).toMatch(/\tdefault\tread\tana\t/);
  expect(stdout).toMatch(/\tacme\tread\tben\t/);
  // The first key is the admin key, so the second is ana's.
  const headers = { "syllable-api-key": ana! };
  expect((await service.call("/api/v1/sessions/", { headers })).status).toBe(401);
});

test("a backup of a running service can be restored", needsSqlite, async () => {
  await putSession(service, "42", { agent_name: "Front desk" });
  const call = demoRecording("100006/call.mp3");
  await uploadRecording(service, "42", "call.mp3", call);

  await runInFolder(commands("VACUUM INTO"));
  const restore = commands("mkdir restored").replace(/^npx syllable serve.*$/m, "");
  await runInFolder(restore);

  await using restored = await startService({ dataDir: join(folder, "restored") });
  const session = await (await restored.call("/api/v1/sessions/42")).json();
  expect(session).toMatchObject({ session_id: "42", agent_name: "Front desk" });
  const [url] = await recordingUrls(restored, "42");
  const response = await fetch(url!);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(call);
});
