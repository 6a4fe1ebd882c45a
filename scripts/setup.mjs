/** Prepares a checkout: installs dependencies and builds the packages, each only if necessary. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MIN_NODE = [20, 19];

export async function setup() {
  checkNode();
  if (!isInstalled()) install();
  const { buildChanged } = await import("./build.mjs");
  await buildChanged();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    fail(`Node ${MIN_NODE.join(".")} or later is required; this is ${process.version}.`);
  }
}

/** npm writes this lock file into `node_modules` at the end of each installation. */
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
    fail("`npm ci` failed; see the output above.");
  }
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
