import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onlyIf } from "syllable-test-support/missing-parts";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.js";

const folder = mkdtempSync(join(tmpdir(), "syllable-folder-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("folders are made with those above them, and kept where they are there", () => {
  const path = join(folder, "a/b/c");
  for (let time = 0; time < 2; time++) {
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  }
});

test("a file in the way is named", () => {
  const path = join(folder, "file");
  writeFileSync(path, "x");
  expect(() => makeFolder(path)).toThrow(/EEXIST.*file/);
  expect(() => makeFolder(join(path, "below"))).toThrow(/ENOTDIR.*below/);
});

const hasProc = onlyIf(existsSync("/proc/self"), "no /proc on this machine");

test("a folder that takes nothing is refused at once", hasProc, () => {
  expect(() => makeFolder("/proc/none/below")).toThrow(/ENOENT.*none/);
});
