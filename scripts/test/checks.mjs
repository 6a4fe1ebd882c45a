import { fileURLToPath } from "node:url";
import { describeSkipped } from "./events.mjs";
import { run } from "./run.mjs";
import { runTests } from "./vitest.mjs";

const MODULES = new URL("../../node_modules/", import.meta.url);

/** The checks before the tests: a title, a program of an npm package, and its arguments. */
const CHECKS = [
  ["Lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]],
  ["Types", "typescript/bin/tsc", ["-p", "tsconfig.tests.json"]],
  [
    "Imports",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    [".", "--config", "--output-type", "err"],
  ],
];

/**
 * Runs the checks and the tests of a folder until the signal aborts, and prints how many passed,
 * failed and were skipped. Returns whether all passed.
 */
export async function runChecks(cwd, { args, signal }) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const unfinished = [];
  for (const [title, path, flags] of CHECKS) {
    console.log(`\n${title} …`);
    const code = await run(fileURLToPath(new URL(path, MODULES)), flags, { cwd, signal });
    if (code === 0) count.passed += 1;
    else if (code === undefined) unfinished.push(title);
    else count.failed += 1;
  }
  console.log("\nTests …");
  const results = await runTests(args, { cwd, signal });
  count.passed += results.passed;
  count.failed += results.failed;
  count.skipped += results.skipped.length;
  unfinished.push(...results.unfinished);
  for (const line of describeSkipped(results.skipped)) console.log(line);
  if (unfinished.length > 0) {
    console.log([`\n${signal.reason} before these finished:`, ...unfinished].join("\n  "));
    count.failed += unfinished.length;
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return count.failed === 0;
}
