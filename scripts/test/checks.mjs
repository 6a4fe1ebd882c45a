import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describeSkipped } from "./events.mjs";
import { run } from "./run.mjs";
import { runTests } from "./vitest.mjs";

const require = createRequire(import.meta.url);

/**
 * Runs the linter, the compiler and the tests of a folder until the signal aborts, and prints how
 * many passed, failed and were skipped. Returns whether all is well.
 */
export async function runChecks(cwd, { args, signal }) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const unfinished = [];

  async function check(title, name, path, flags) {
    console.log(`\n${title} …`);
    const program = join(dirname(require.resolve(`${name}/package.json`)), path);
    const code = await run(program, flags, { cwd, signal });
    if (code === 0) count.passed += 1;
    else if (code === undefined) unfinished.push(title);
    else count.failed += 1;
  }

  await check("Lint", "@biomejs/biome", "bin/biome", ["check", "--error-on-warnings", "."]);
  await check("Types", "typescript", "bin/tsc", ["-p", "tsconfig.tests.json"]);
  console.log("\nTests …");
  const results = await runTests(args, { cwd, signal });
  count.passed += results.passed;
  count.failed += results.failed;
  count.skipped += results.skipped.length;
  unfinished.push(...results.unfinished);
  for (const line of describeSkipped(results.skipped)) console.log(line);
  if (unfinished.length > 0) {
    console.log([`\n${signal.reason} before these ended:`, ...unfinished].join("\n  "));
    count.failed += unfinished.length;
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return count.failed === 0;
}
