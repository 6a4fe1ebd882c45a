/** Builds a package with tsdown. Every module stays a file; the contract is inlined with its types. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "tsdown";
import { inlineEnumValues } from "./inline-enum-values.mjs";
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
    entry: [
      "src/{index,core}.ts",
      "src/funcs/!(*.test).ts",
      "src/lib/{config,http,retries,sdks}.ts",
      "src/models/*/index.ts",
      "src/{types,node}/index.ts",
    ],
    external: /^node:/,
    plugins: [inlineEnumValues, withoutDescriptions],
  },
  // Processes, threads, benchmarks and tests load single modules.
  server: { entry: "src/**/!(*.test|*.suite).ts", typesEntry: "src/index.ts" },
  cli: { entry: "src/main.ts", hasTypes: false },
};

/** Builds the `dist` of a package. Programs that run during the build never read an incomplete file. */
export async function bundle(name, folder) {
  const { entry, typesEntry, hasTypes = true, ...options } = ENTRIES[name];
  const { platform = "node", external, plugins } = options;
  await replaceFolder(folder, "dist", `.dist-${process.pid}`, (temporaryName) =>
    build({
      config: false,
      cwd: folder,
      outDir: temporaryName,
      entry,
      platform,
      plugins,
      format: "esm",
      fixedExtension: false,
      unbundle: true,
      clean: false,
      dts: hasTypes && {
        cwd: folder,
        entry: typesEntry,
        sourcemap: true,
        tsgo: { path: compilerPath() },
      },
      sourcemap: "hidden",
      deps: { onlyBundle: ["syllable-contract"], neverBundle: external },
      checks: { pluginTimings: false },
      report: false,
      logLevel: "warn",
    }),
  );
}
