import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { tempFolder } from "syllable-test-support/temp-folder";
import { expect, test } from "vitest";

interface Config {
  readonly default: { readonly forbidden: readonly { readonly name: string }[] };
  readonly LIST_PIPELINE: readonly string[];
}

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const CONFIG = join(root, ".dependency-cruiser.mjs");
const { default: config, LIST_PIPELINE }: Config = await import(CONFIG);
const SERVER = "packages/server/src";
const LIST = `${SERVER}/store/sql/session-list`;

/** By rule: a file and an import that breaks it. */
const VIOLATIONS: Record<string, readonly [file: string, imported: string]> = {
  "no-cycles": ["tools/a.mjs", "tools/b.mjs"],
  "no-unresolved": ["tools/c.mjs", "tools/missing.mjs"],
  "contract-stands-alone": ["packages/contract/src/a.ts", "packages/sdk/src/a.ts"],
  "sdk-imports-contract-only": ["packages/sdk/src/b.ts", `${SERVER}/version.ts`],
  "sdk-runs-everywhere": ["packages/sdk/src/c.ts", "node:fs"],
  "server-imports-contract-only": [`${SERVER}/version.ts`, "packages/sdk/src/a.ts"],
  "cli-imports-public-entries": ["packages/cli/src/a.ts", "packages/sdk/src/a.ts"],
  "packages-stand-alone": ["packages/cli/src/b.ts", "tools/d.mjs"],
  "features-use-ports": [`${SERVER}/sessions/a.ts`, `${SERVER}/store/sqlite/open.ts`],
  "features-do-not-start-the-server": [`${SERVER}/sessions/b.ts`, `${SERVER}/app.ts`],
  "services-know-no-http": [`${SERVER}/labels/labels.ts`, `${SERVER}/http/errors.ts`],
  "adapters-know-no-feature": [`${SERVER}/blobs/s3.ts`, `${SERVER}/keys/keys.ts`],
  "scheduling-stands-alone": [`${SERVER}/scheduling/a.ts`, `${SERVER}/http/errors.ts`],
  "audio-stands-alone": [`${SERVER}/recordings/audio/a.ts`, `${SERVER}/recordings/b.ts`],
  ...Object.fromEntries(
    LIST_PIPELINE.slice(0, -1).map((name, index) => [
      `list-pipeline-${name}`,
      [`${LIST}/${name}.ts`, `${LIST}/${LIST_PIPELINE[index + 1]}.ts`] as const,
    ]),
  ),
  "tools-stand-alone": ["tools/e.mjs", "demo/run.mjs"],
  "bench-and-demo-use-tools-only": ["bench/a.mjs", "demo/run.mjs"],
  "scripts-use-front-doors": ["scripts/a.mjs", "tools/cluster/balancer.mjs"],
};
/** Completes the cycle that breaks `no-cycles`. */
const CYCLE_END: [file: string, imported: string] = ["tools/b.mjs", "tools/a.mjs"];
/** Similar imports that are allowed. */
const ALLOWED: [file: string, imported: string][] = [
  ["packages/sdk/src/node/a.ts", "node:fs"],
  [`${SERVER}/sessions/c.ts`, `${SERVER}/store/port.ts`],
  [`${SERVER}/sessions/routes.ts`, `${SERVER}/http/errors.ts`],
  [`${SERVER}/recordings/upload-route.ts`, `${SERVER}/http/errors.ts`],
  [`${LIST}/index.ts`, `${LIST}/compile.ts`],
  ["scripts/b.mjs", "demo/run.mjs"],
];

const folder = tempFolder();

async function append(path: string, code: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), code, { flag: "a" });
}

/** The violations of the files in the folder, as `rule: from`. */
async function violations(): Promise<string[]> {
  const args = [PROGRAM, ".", "--config", CONFIG, "--output-type", "json"];
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }).catch(
    (failure) => failure,
  );
  const found: { rule: { name: string }; from: string }[] = JSON.parse(stdout).summary.violations;
  return found.map(({ rule, from }) => `${rule.name}: ${from}`);
}

test("every rule has an example that breaks it", () => {
  const names = config.forbidden.map(({ name }) => name);
  expect(Object.keys(VIOLATIONS).sort()).toEqual(names.sort());
});

test("the list pipeline includes every file of its folder", async () => {
  const files = await readdir(join(root, LIST));
  const modules = files.filter((name) => /^[^.]+\.ts$/.test(name));
  expect(modules.sort()).toEqual(LIST_PIPELINE.map((name) => `${name}.ts`).sort());
});

test("reports each example, and does not report allowed imports", async () => {
  for (const [file, imported] of [...Object.values(VIOLATIONS), CYCLE_END, ...ALLOWED]) {
    const path = imported.startsWith("node:") ? imported : join(folder, imported);
    const code = `import type { A } from ${JSON.stringify(path)};\nexport type B = A;\n`;
    await append(file, file.endsWith(".ts") ? code : `import ${JSON.stringify(path)};\n`);
    if (path !== imported && !imported.includes("missing")) await append(imported, "");
  }
  const found = await violations();
  for (const [rule, [file]] of Object.entries(VIOLATIONS)) {
    expect(found).toContain(`${rule}: ${file}`);
  }
  for (const [file] of ALLOWED) expect(found.join("\n")).not.toContain(`: ${file}`);
});
