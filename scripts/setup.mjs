/** Makes a checkout ready to run: dependencies installed, packages built. Nothing is done twice. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];
const SOURCES = ["packages", "scripts", "package-lock.json", "tsconfig.base.json"];
const BUILT = join(root, "node_modules", ".syllable-built");

export async function setup() {
  checkNode();
  if (!isInstalled()) install();
  const state = stateOf(SOURCES);
  if (contentOf(BUILT) === state) return;
  console.log("Building the packages …");
  const { build } = await import("./build.mjs");
  await build();
  writeFileSync(BUILT, state);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    giveUp(`Node ${LEAST_NODE.join(".")} or later is needed; this is ${process.version}.`);
  }
}

/** npm writes a lock file of its own into `node_modules` at the end of each installation. */
function isInstalled() {
  const installed = statSync(join(root, "node_modules/.package-lock.json"), {
    throwIfNoEntry: false,
  });
  return installed && installed.mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

function install() {
  console.log("Installing dependencies …");
  try {
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
    });
  } catch {
    giveUp("`npm ci` failed, as told above; nothing else was done.");
  }
}

function giveUp(reason) {
  console.error(reason);
  process.exit(1);
}

function contentOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Names the state of these paths, by the times and sizes of what is in them. */
function stateOf(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const found = statSync(path);
    if (!found.isDirectory()) {
      hash.update(`${path}\0${found.mtimeMs}\0${found.size}\n`);
      return;
    }
    for (const name of readdirSync(path).sort()) {
      if (!["dist", "node_modules", "tests", "bench"].includes(name)) visit(join(path, name));
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest("hex");
}
