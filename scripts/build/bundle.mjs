/** Builds a package with tsdown. Every module stays a file; the contract is inlined with its types. */
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "tsdown";
import { copyConsole } from "./copy-console.mjs";
import { plainDeclarations } from "./plain-declarations.mjs";
import { replaceFolder } from "./replace-folder.mjs";
import { withoutDescriptions } from "./without-descriptions.mjs";

/** TypeScript 7 is the native compiler, which tsdown otherwise expects as its preview package. */
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const { default: compilerPath } = await import(
  pathToFileURL(join(dirname(typescript), "lib/getExePath.js")).href
);

/** The entry points of each package, and those for which declaration files are built. */
const ENTRIES = {
  contract: { entry: "src/index.ts", typesEntry: "src/index.ts" },
  sdk: {
    platform: "neutral",
    commonjs: true,
    entry: [
      "src/{index,core}.ts",
      "src/funcs/!(*.test).ts",
      "src/lib/{config,http,retries,sdks}.ts",
      "src/models/*/index.ts",
      "src/{sdk,types,node}/index.ts",
    ],
    external: /^node:/,
    plugins: [plainDeclarations, withoutDescriptions],
  },
  // Processes, threads, benchmarks and tests load single modules.
  server: { entry: "src/**/!(*.test|*.suite).ts", typesEntry: "src/index.ts" },
  cli: { entry: "src/main.ts", hasTypes: false },
};

/** Builds the `dist` of a package. Programs that run during the build never read an incomplete file. */
export async function bundle(name, folder) {
  const { entry, typesEntry, hasTypes = true, commonjs, ...options } = ENTRIES[name];
  const { platform = "node", external, plugins } = options;
  const shared = {
    config: false,
    cwd: folder,
    entry,
    platform,
    plugins,
    fixedExtension: false,
    unbundle: true,
    clean: false,
    deps: { onlyBundle: ["syllable-contract"], neverBundle: external },
    checks: { pluginTimings: false, legacyCjs: false },
    report: false,
    logLevel: "warn",
  };
  const dts = { cwd: folder, entry: typesEntry, sourcemap: true, tsgo: { path: compilerPath() } };
  await replaceFolder(folder, "dist", `.dist-${process.pid}`, async (temporaryName) => {
    await build({
      ...shared,
      outDir: temporaryName,
      format: "esm",
      dts: hasTypes && dts,
      sourcemap: "hidden",
    });
    if (commonjs) await buildCommonjs(shared, folder, temporaryName);
    if (name === "server") {
      copyConsole(join(folder, "../console/dist"), join(folder, temporaryName, "console/app"));
    }
  });
}

/**
 * Adds the same modules as CommonJS, in `cjs`. A `package.json` gives the files there their module
 * format, so that they have the usual extensions and share the text of the declarations. It repeats
 * `sideEffects`, because bundlers read the nearest `package.json`.
 */
async function buildCommonjs(shared, folder, temporaryName) {
  const modules = join(folder, temporaryName);
  const cjs = join(modules, "cjs");
  await build({
    ...shared,
    outDir: join(temporaryName, "cjs"),
    format: "cjs",
    dts: false,
    outExtensions: () => ({ js: ".js" }),
    outputOptions: { esModule: true, strict: true },
  });
  for (const file of readdirSync(modules, { recursive: true })) {
    if (file.endsWith(".d.ts")) cpSync(join(modules, file), join(cjs, file));
  }
  writeFileSync(
    join(cjs, "package.json"),
    `${JSON.stringify({ type: "commonjs", sideEffects: false }, null, 2)}\n`,
  );
}
