import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const root = new URL("..", import.meta.url).pathname;

const benches = readdirSync(join(root, "bench"))
  .filter((name) => name.endsWith(".mjs") && name !== "run.mjs")
  .map((name) => name.slice(0, -".mjs".length));

test("npm run bench -- --help lists every benchmark", async () => {
  const { stdout } = await run("npm", ["run", "--silent", "bench", "--", "--help"], { cwd: root });
  const listed = [...stdout.matchAll(/^ {2}(\w+) {2,}\S/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(benches.sort());
});

test("an unknown benchmark is an error that lists the benchmarks", async () => {
  const bench = run(process.execPath, ["scripts/bench.mjs", "speed"], { cwd: root });
  await expect(bench).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Unknown benchmark "speed"\..*service/s),
  });
});
