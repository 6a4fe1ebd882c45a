import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readEvents } from "./events.mjs";
import { run } from "./run.mjs";

const require = createRequire(import.meta.url);
const VITEST = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
const REPORTER = fileURLToPath(new URL("reporter.mjs", import.meta.url));

/**
 * Runs the tests of a folder and shows their progress. If the signal aborts first, ends them and lists
 * the running tests in `unfinished`.
 */
export async function runTests(args, { cwd, signal }) {
  const folder = mkdtempSync(join(tmpdir(), "syllable-events-"));
  const events = join(folder, "events.jsonl");
  const reporters = ["--reporter=default", `--reporter=${REPORTER}`];
  try {
    const code = await run(VITEST, ["run", ...reporters, ...args], {
      cwd,
      env: { SYLLABLE_TEST_EVENTS: events },
      signal,
    });
    const { running, ...results } = readEvents(events);
    if (code === undefined) {
      return { ...results, unfinished: running.length > 0 ? running : ["Tests"] };
    }
    // An error outside of all test files fails no test.
    if (code !== 0 && results.failed === 0) results.failed = 1;
    return { ...results, unfinished: [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
