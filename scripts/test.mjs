/** `npm test`: sets up and runs every check; the last line counts them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const count = { passed: 0, failed: 0, skipped: 0 };

await setup();
check("Lint", command("@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings", "."]);
check("Types", command("typescript", "bin/tsc"), ["-p", "tsconfig.tests.json"]);
runTests(process.argv.slice(2));
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;

function command(name, path) {
  return join(dirname(require.resolve(`${name}/package.json`)), path);
}

function run(path, args) {
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: "inherit" });
  return status === 0;
}

function check(title, path, args) {
  console.log(`\n${title} …`);
  if (run(path, args)) count.passed += 1;
  else count.failed += 1;
}

/** The tests, told as they run; those that could not run are named at the end. */
function runTests(args) {
  console.log("\nTests …");
  const folder = mkdtempSync(join(tmpdir(), "syllable-results-"));
  const output = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const passed = run(command("vitest", "vitest.mjs"), ["run", ...reporters, ...args]);
  const results = readResults(output);
  rmSync(folder, { recursive: true });
  count.passed += results.numPassedTests;
  count.failed += results.numFailedTests;
  if (!passed && results.numFailedTests === 0) count.failed += 1;
  for (const { assertionResults } of results.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status === "passed" || status === "failed") continue;
      count.skipped += 1;
      console.log(`skipped: ${fullName}`);
    }
  }
}

function readResults(output) {
  try {
    return JSON.parse(readFileSync(output, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}
