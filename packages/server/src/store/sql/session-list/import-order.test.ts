import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
/** The files of the pipeline, as `README.md` lists them. */
const ORDER = [
  "schema",
  "selection",
  "costs",
  "rows",
  "resolve-filters",
  "counts",
  "access-paths",
  "candidates",
  "plan",
  "segments",
  "walk-backwards",
  "compile",
  "index",
];

test("each file imports only those before it, types included", () => {
  const files = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name));
  expect(files.sort()).toEqual(ORDER.map((name) => `${name}.ts`).sort());
  ORDER.forEach((name, place) => {
    const code = readFileSync(new URL(`${name}.ts`, folder), "utf8");
    for (const [, imported] of code.matchAll(/from "\.\/([\w-]+)\.js"/g)) {
      expect(ORDER.slice(0, place), `${name}.ts imports ${imported}.ts`).toContain(imported);
    }
  });
});
