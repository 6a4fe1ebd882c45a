/** The run of all checks, over a folder with tests that never end. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "syllable-test-support/eventually";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const START_LIMIT_MS = 90_000;

/** Test files by name. Each creates a file when it has reached the place where it hangs. */
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
  "part.test.mjs": `
    import { describe, test } from "vitest";
    describe("with a part", { skip: true, meta: { skipReason: "no such part" } }, () => {
      test("one", () => {});
      test("two", () => {});
    });
    test("of its own accord", ({ skip }) => skip("not today"));
    test("that passes", () => {});
  `,
  "test.test.mjs": `
    import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    import { test } from "vitest";
    test("that waits for ever", () => {
      // Out of the reach of a signal to the group.
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
  ".dependency-cruiser-known-violations.json": "[]",
  "biome.json": JSON.stringify({
    formatter: { enabled: false },
    assist: { enabled: false },
  }),
};

const PROGRAM = `
  const { limitInMinutes, runLimit } = await import(${path("limit.mjs")});
  const { runChecks } = await import(${path("checks.mjs")});
  const signal = runLimit(limitInMinutes(process.env));
  process.exitCode = (await runChecks(process.cwd(), { args: [], signal })) ? 0 : 1;
`;

function path(name: string): string {
  return JSON.stringify(join(root, "scripts/test", name));
}

let folder: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-run-"));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(async () => {
  // On a signal to stop, it ends the processes that it started.
  running?.kill("SIGTERM");
  if (running?.exitCode === null && running.signalCode === null) await once(running, "exit");
  await rm(folder, { recursive: true, maxRetries: 5 });
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
  return { child, ended: once(child, "close").then(([code]) => ({ code, output })) };
}

async function eventsSoFar(): Promise<string> {
  const [events] = (await readdir(folder)).filter((name) => /^syllable-events-/.test(name));
  return await readFile(join(folder, events!, "events.jsonl"), "utf8");
}

test("one that is stopped names what was running, ends it, and counts it as failed", async () => {
  const { child, ended } = start("25");
  await eventually(async () => {
    for (const name of ["in-hook", "in-load", "in-test"]) await readFile(join(folder, name));
    // Vitest reports what happens in a test file a moment later.
    const events = await eventsSoFar();
    expect(events).toContain('{"event":"loaded","file":"hook.test.mjs"}');
    expect(events).toContain('"name":"that waits for ever"');
  }, START_LIMIT_MS);
  child.kill("SIGTERM");
  const { code, output } = await ended;
  expect(code).toBe(1);
  expect(output).toContain("SIGTERM stopped the checks before these ended:\n");
  expect(output).toContain("\n  hook.test.mjs: between its tests, such as in a hook\n");
  expect(output).toContain("\n  load.test.mjs: loading, before its first test\n");
  expect(output).toContain("\n  test.test.mjs: that waits for ever\n");
  const left = Number(await readFile(join(folder, "in-test"), "utf8"));
  // It is there until init has seen that it ended.
  await eventually(() => expect(() => process.kill(left, 0)).toThrow("ESRCH"));
});

test("one past its limit ends as failed", async () => {
  const { code, output } = await start("0.05").ended;
  expect(code).toBe(1);
  expect(output).toContain(
    "The checks reached their limit of 0.05 min (SYLLABLE_TEST_MINUTES sets it) before these ended:\n",
  );
  expect(output.trimEnd().split("\n").at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed, \d+ skipped$/);
});

test("a limit that is not a number is refused", async () => {
  const { code, output } = await start("soon").ended;
  expect(code).toBe(1);
  expect(output).toContain("SYLLABLE_TEST_MINUTES must be a number above 0 and up to 10000");
});

test("one that ends counts what failed, and names what was skipped, and why", async () => {
  for (const name of ["hook", "load", "test"]) await rm(join(folder, `${name}.test.mjs`));
  const broken = 'import { test } from "vitest";\ntest("it fails", () => Promise.reject());\n';
  await writeFile(join(folder, "fails.test.mjs"), broken);
  await writeFile(join(folder, "throws.test.mjs"), "throw new Error();\n");
  const { code, output } = await start("25").ended;
  expect(code).toBe(1);
  expect(output).toContain("\nskipped: part.test.mjs: 2 tests (no such part)\n");
  expect(output).toContain("\nskipped: part.test.mjs: of its own accord (not today)\n");
  expect(output).toMatch(/\n4 passed, 2 failed, 3 skipped\n$/);
});
