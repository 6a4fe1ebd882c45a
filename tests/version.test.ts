import { readFileSync } from "node:fs";
import { SDK_METADATA } from "syllable-sdk/lib/config";
import { runCommand } from "syllable-test-support/command";
import { expect, test } from "vitest";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));

const { workspaces } = readJson("package.json") as { workspaces: string[] };
const packages = workspaces.map((folder): Package => readJson(`${folder}/package.json`));
const { version } = packages[0]!;

test("all packages are released together, with one version", () => {
  const [group] = readJson(".changeset/config.json").fixed;
  expect(group.toSorted()).toEqual(packages.map(({ name }) => name).sort());
  for (const one of packages) expect([one.name, one.version]).toEqual([one.name, version]);
});

test("packages depend on the same version of each other", () => {
  const names = packages.map(({ name }) => name);
  const used = packages.flatMap(({ dependencies = {} }) =>
    Object.entries(dependencies).filter(([name]) => names.includes(name)),
  );
  expect(used.length).toBeGreaterThan(0);
  for (const dependency of used) expect(dependency).toEqual([dependency[0], version]);
});

test("the SDK and the command report this version", async () => {
  expect(SDK_METADATA.sdkVersion).toBe(version);
  expect((await runCommand(["--version"])).stdout).toBe(`${version}\n`);
});
