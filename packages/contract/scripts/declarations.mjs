/** What the sources of the contract declare: models, enums and operations. */
import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsdown";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Reads the declarations from the sources, without the interfaces that are generated from them.
 * Each is `{ name, module, value }`: its exported name, its file without extension, and itself.
 */
export async function readDeclarations() {
  const outDir = await mkdtemp(join(root, ".declarations-"));
  try {
    const [{ chunks }] = await build({
      config: false,
      cwd: root,
      entry: ["src/*.ts", "!src/index.ts", "!src/*.test.ts"],
      outDir,
      format: "esm",
      fixedExtension: false,
      unbundle: true,
      dts: false,
      report: false,
      logLevel: "warn",
    });
    const names = chunks.map(({ fileName }) => fileName.replace(/\.js$/, "")).sort();
    const modules = await Promise.all(
      names.map((name) => import(pathToFileURL(join(outDir, `${name}.js`)).href)),
    );
    return modules.flatMap((exports, index) =>
      Object.entries(exports).map(([name, value]) => ({ name, module: names[index], value })),
    );
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

export const isModel = ({ value }) => value.type === "model";
/** Enums and open strings that have a name. */
export const isNamedEnum = ({ value }) =>
  Boolean(Object(value).values ?? Object(value).knownValues) && value.name !== undefined;
export const isOperation = ({ value }) => "method" in Object(value);
