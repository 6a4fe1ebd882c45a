/**
 * Bundles the SDK: one module per public import path over a few shared ones, the contract inlined.
 * The modules stay readable: no names are shortened, so that stack traces speak.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const contract = join(root, "../contract/src");

/** The public modules, as paths under `src` without extension. */
export function publicModules() {
  const funcs = readdirSync(join(root, "src/funcs")).filter((name) => !name.endsWith(".test.ts"));
  return [
    "index",
    "core",
    ...["config", "http", "retries", "sdks"].map((name) => `lib/${name}`),
    ...["components", "errors", "operations"].map((name) => `models/${name}/index`),
    "types/index",
    "node/index",
    ...funcs.map((name) => `funcs/${name.slice(0, -3)}`),
  ];
}

const DECLARES =
  /(?<![\w.])(model|extend|optional|array|enumeration|countUpTo|withDefault|sessionIdRequest)(<[^<>()]*>)?\(/g;
const ENUMERATES = /(?<=enumeration(?:<\w+>)?\()[A-Z]\w+(?=\))/g;

/** What only the service reads: the ids, statuses and errors of operations. */
const SERVICE_ONLY = /^ {2}(id: "\w+"|creates: true|errors: \[.*\]),\n/gm;

/** The names of models, which only the OpenAPI document tells. */
const MODEL_NAMES = /(?<=\b(?:model|extend|sessionIdRequest)\()"\w+"/g;

/**
 * Makes the contract's declarations cheap to bundle: one that nobody uses can be left out, an
 * operation holds what the SDK reads of it, and an enumeration its values but not the names that
 * its enum has for them.
 */
const lightDeclarations = {
  name: "light-declarations",
  transform: {
    filter: { id: /contract[\\/]src[\\/].*\.ts$/ },
    async handler(code, id) {
      const built = join(contract, "../dist", basename(id).replace(/ts$/, "js"));
      const enums = await import(pathToFileURL(built).href);
      return (
        code
          .replace(SERVICE_ONLY, "")
          .replace(MODEL_NAMES, '""')
          // The SDK leaves checking the ranges of requests to the service.
          .replace(/countUpTo\(\w+\)/g, "count")
          .replace(ENUMERATES, (name) => {
            return enums[name] ? JSON.stringify(Object.values(enums[name])) : name;
          })
          .replace(/ = operation\(/g, " = (")
          .replace(DECLARES, "/* @__PURE__ */ $&")
      );
    },
  },
};

const resolveContract = {
  name: "contract",
  resolveId: {
    filter: { id: /^#contract\// },
    handler: (id) => join(contract, id.replace("#contract/", "").replace(/\.js$/, ".ts")),
  },
};

export async function bundleSdk() {
  const dist = join(root, "dist");
  const bundle = await rolldown({
    input: Object.fromEntries(
      publicModules().map((path) => [path, join(root, "src", `${path}.ts`)]),
    ),
    plugins: [resolveContract, lightDeclarations],
    external: /^node:/,
    tsconfig: false,
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.write({
    dir: dist,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    codeSplitting: {
      groups: [
        { name: "contract", test: /contract[\\/]src[\\/](session|recording|operations?)\.ts$/ },
        {
          name: "core",
          test: /[\\/](http|lib|types|errors|contract[\\/]src)[\\/]/,
          minShareCount: 2,
        },
      ],
    },
  });
  await bundle.close();
  removeModulesBut(new Set(output.map(({ fileName }) => fileName)), dist);
  relateDeclarations(dist);
}

/** Declarations name the contract's by relative paths: not every compiler reads `imports`. */
function relateDeclarations(dist) {
  for (const path of readdirSync(dist, { recursive: true })) {
    if (!path.endsWith(".d.ts")) continue;
    const file = join(dist, path);
    const code = readFileSync(file, "utf8");
    const up = relative(dirname(path), "contract").replaceAll("\\", "/");
    const related = code.replace(/"#contract\//g, `"${up.startsWith(".") ? "" : "./"}${up}/`);
    if (related !== code) writeFileSync(file, related);
  }
}

/**
 * Removes what an earlier build left, and of the contract all but its declarations. Last, so that a
 * program that runs during a build finds its modules.
 */
function removeModulesBut(built, dist) {
  for (const path of readdirSync(dist, { recursive: true })) {
    if (path.endsWith(".js") && !built.has(path.replaceAll("\\", "/"))) rmSync(join(dist, path));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleSdk();
  console.log(
    `bundled ${publicModules().length} modules into ${relative(process.cwd(), root)}/dist`,
  );
}
