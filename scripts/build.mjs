/** Builds every package: types and modules by tsc, the contract copied in, the SDK bundled. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { contractDocs } from "./contract-docs.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

export async function build() {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-b"], { cwd: root, stdio: "inherit" });
  for (const name of ["contract", "server", "cli"]) removeOrphans(join(root, "packages", name));
  const docs = contractDocs(join(root, "packages/contract/src"));
  writeFileSync(join(root, "packages/contract/dist/docs.json"), JSON.stringify(docs));
  for (const consumer of ["sdk", "server"]) {
    const target = join(root, "packages", consumer, "dist", "contract");
    rmSync(target, { recursive: true, force: true });
    cpSync(join(root, "packages/contract/dist"), target, {
      recursive: true,
      filter: (path) => !path.endsWith(".tsbuildinfo"),
    });
  }
  const { bundleSdk } = await import("../packages/sdk/scripts/bundle.mjs");
  await bundleSdk();
}

/** Modules whose source is gone, which the compiler leaves. */
function removeOrphans(folder) {
  for (const file of readdirSync(join(folder, "dist"), { recursive: true })) {
    const module = /^(?!contract\/)(.+?)(\.d\.ts|\.js)(\.map)?$/.exec(file.replaceAll(sep, "/"));
    if (module && !existsSync(join(folder, "src", `${module[1]}.ts`))) {
      rmSync(join(folder, "dist", file));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
