import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyIf } from "syllable-test-support/missing-parts";
import { tempFolder } from "syllable-test-support/temp-folder";
import { expect, test } from "vitest";
import { makeFolder } from "./make-folder.js";

const folder = tempFolder();

test("creates a folder with its parents, and accepts an existing one", () => {
  const path = join(folder, "a/b/c");
  for (let time = 0; time < 2; time++) {
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  }
});

test("names the file that has the path of the folder or of a parent", () => {
  const path = join(folder, "file");
  writeFileSync(path, "x");
  expect(() => makeFolder(path)).toThrow(/EEXIST.*file/);
  expect(() => makeFolder(join(path, "below"))).toThrow(/ENOTDIR.*below/);
});

const hasProc = onlyIf(existsSync("/proc/self"), "no /proc on this machine");

test("fails at once if a parent accepts no folders", hasProc, () => {
  expect(() => makeFolder("/proc/none/below")).toThrow(/ENOENT.*none/);
});
