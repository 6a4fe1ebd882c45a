/** Runs the checks in a folder with tests that never finish. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "syllable-test-support/eventually";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const START_LIMIT_MS = 90_000;

/** Test files by name. Each creates a file just before it hangs. */
const FILES = {
  "hook.test.mjs": `
    import { writeFileSync } from "node:fs";
    import { beforeAll, test } from "vitest";
    beforeAll(() => {
      writeFileSync("in-hook", "");
      return new Promise(() => {});
    });
    test("after a hook", () => {});
  `,
  "load.test.mjs": `
    import { writeFileSync } from "node:fs";
    writeFileSync("in-load", "");
    await new Promise(() => setInterval(() => {}, 1_000));
  `,
  "skipped.test.mjs": `
    import { describe, test } from "vitest";
    describe("with a service", { skip: true, meta: { skipReason: "no such service" } }, () => {
      test("one", () => {});
      test("two", () => {});
    });
    test("skips itself", ({ skip }) => skip("not today"));
    test("passes", () => {});
  `,
  "test.test.mjs": `
    import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    import { test } from "vitest";
    test("waits forever", () => {
      // A signal to the process group does not reach it.
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000)"], {
        detached: true,
        stdio: "ignore",
      });
      writeFileSync("in-test", String(child.pid));
      return new Promise(() => {});
    });
  `,
  "vitest.config.mjs":
    "export default { test: { testTimeout: 0, hookTimeout: 0, maxWorkers: 4 } };",
  "tsconfig.tests.json":
    '{ "include": ["*.mjs"], "compilerOptions": { "noEmit": true, "allowJs": true } }',
  ".dependency-cruiser.mjs": 'export default { options: { doNotFollow: "node_modules" } };',
  "biome.json": JSON.stringify({
    formatter: { enabled: false },
    assist: { enabled: false },
  }),
};

const PROGRAM = `
  const { limitInMinutes, abortAfter } = await import(${path("limit.mjs")});
  const { runChecks } = await import(${path("checks.mjs")});
  const signal = abortAfter(limitInMinutes(process.env));
  process.exitCode = (await runChecks(process.cwd(), { args: [], signal })) ? 0 : 1;
`;

function path(name: string): string {
  return JSON.stringify(join(root, "scripts/test", name));
}

let folder: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = tempFolder("syllable-run-");
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(async () => {
  // On SIGTERM, it ends the processes that it started.
  running?.kill("SIGTERM");
  if (running?.exitCode === null && running.signalCode === null) await once(running, "exit");
});

function start(minutes: string) {
  const env = { ...process.env, SYLLABLE_TEST_MINUTES: minutes, TMPDIR: folder };
  const args = ["--input-type=module", "-e", PROGRAM];
  const child = spawn(process.execPath, args, { cwd: folder, env });
  running = child;
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  return { child, exited: once(child, "close").then(([code]) => ({ code, output })) };
}

async function readEvents(): Promise<string> {
  const [events] = (await readdir(folder)).filter((name) => /^syllable-events-/.test(name));
  return await readFile(join(folder, events!, "events.jsonl"), "utf8");
}

test("a stopped run names the running tests and counts them as failed", async () => {
  const { child, exited } = start("25");
  await eventually(async () => {
    for (const name of ["in-hook", "in-load", "in-test"]) await readFile(join(folder, name));
    // Vitest reports events with a short delay.
    const events = await readEvents();
    expect(events).toContain('{"event":"loaded","file":"hook.test.mjs"}');
    expect(events).toContain('"name":"waits forever"');
  }, START_LIMIT_MS);
  child.kill("SIGTERM");
  const { code, output } = await exited;
  expect(code).toBe(1);
  expect(output).toContain("SIGTERM stopped the checks before these finished:\n");
  expect(output).toContain("\n  hook.test.mjs: between its tests, such as in a hook\n");
  expect(output).toContain("\n  load.test.mjs: loading, before its first test\n");
  expect(output).toContain("\n  test.test.mjs: waits forever\n");
  const pid = Number(await readFile(join(folder, "in-test"), "utf8"));
  // The process exists until init has collected its exit code.
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
});

test("a run that reaches its time limit fails", async () => {
  const { code, output } = await start("0.05").exited;
  expect(code).toBe(1);
  expect(output).toContain(
    "The checks reached the limit of 0.05 min (set by SYLLABLE_TEST_MINUTES) before these finished:\n",
  );
  expect(output.trimEnd().split("\n").at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed, \d+ skipped$/);
});

test("rejects a time limit that is not a number", async () => {
  const { code, output } = await start("soon").exited;
  expect(code).toBe(1);
  expect(output).toContain("SYLLABLE_TEST_MINUTES must be a number above 0 and up to 10000");
});

test("a run counts failures, and lists skipped tests with the reason", async () => {
  for (const name of ["hook", "load", "test"]) await rm(join(folder, `${name}.test.mjs`));
  const broken = 'import { test } from "vitest";\ntest("it fails", () => Promise.reject());\n';
  await writeFile(join(folder, "fails.test.mjs"), broken);
  await writeFile(join(folder, "throws.test.mjs"), "throw new Error();\n");
  const { code, output } = await start("25").exited;
  expect(code).toBe(1);
  expect(output).toContain("\nskipped: skipped.test.mjs: 2 tests (no such service)\n");
  expect(output).toContain("\nskipped: skipped.test.mjs: skips itself (not today)\n");
  expect(output).toMatch(/\n4 passed, 2 failed, 3 skipped\n$/);
});
