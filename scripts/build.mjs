/** `npm run build`: builds the packages that changed and checks the types of all of them. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STATES = join(root, "node_modules/.cache/syllable-build.json");

/** The files that affect the build of every package. */
const TOOLS = ["package-lock.json", "tsconfig.base.json", "scripts/build.mjs", "scripts/build"];

/** The packages in build order, each with the packages whose types it uses. */
const PACKAGES = {
  contract: [],
  sdk: ["contract"],
  console: ["contract", "sdk"],
  server: ["contract"],
  cli: ["sdk", "server"],
};

/** What else a package is built from, besides its sources and those of its dependencies. */
const MORE_SOURCES = {
  console: ["packages/console/index.html", "packages/console/vite.config.ts"],
  server: ["packages/console/dist"],
};

/** Builds the packages whose sources changed since they were last built. */
export async function buildChanged() {
  const states = JSON.parse(contentOf(STATES) ?? "{}");
  for (const [name, dependencies] of Object.entries(PACKAGES)) {
    const folders = [name, ...dependencies].map((dependency) => `packages/${dependency}`);
    const state = stateOf([
      ...TOOLS,
      ...folders.flatMap((folder) => [`${folder}/src`, `${folder}/package.json`]),
      ...(MORE_SOURCES[name] ?? []),
    ]);
    if (states[name] === state && existsSync(join(root, "packages", name, "dist"))) continue;
    console.log(`Building packages/${name} …`);
    await build(name, join(root, "packages", name));
    states[name] = state;
    mkdirSync(dirname(STATES), { recursive: true });
    writeFileSync(STATES, JSON.stringify(states));
  }
}

async function build(name, folder) {
  if (name === "console") {
    const { buildConsole } = await import("./build/console.mjs");
    return buildConsole(folder);
  }
  const { bundle } = await import("./build/bundle.mjs");
  return bundle(name, folder);
}

export function checkTypes() {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const tsc = join(dirname(typescript), "bin/tsc");
  execFileSync(process.execPath, [tsc, "-b"], { cwd: root, stdio: "inherit" });
}

/** Identifies the state of these paths, by the times and sizes of their files. */
function stateOf(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const found = statSync(join(root, path));
    if (!found.isDirectory()) {
      hash.update(`${path}\0${found.mtimeMs}\0${found.size}\n`);
      return;
    }
    for (const name of readdirSync(join(root, path)).sort()) {
      if (!/\.(test|suite)\.ts$/.test(name)) visit(`${path}/${name}`);
    }
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

function contentOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildChanged();
  checkTypes();
}
