import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/**
 * Creates a temporary folder and returns its path. The folder is removed after the test that called
 * this function or, if it was called at the top level of a test file, after all tests of that file.
 */
export function tempFolder(prefix = "syllable-test-"): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    onTestFinished(remove);
  } catch {
    // Vitest throws outside of a test.
    afterAll(remove);
  }
  return folder;
}
