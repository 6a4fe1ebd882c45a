import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));

test("allowScripts in package.json lists every package with an install script", () => {
  const packages: Record<string, { hasInstallScript?: boolean }> =
    read("package-lock.json").packages;
  const withScript = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(Object.keys(read("package.json").allowScripts).sort()).toEqual(withScript.sort());
});
