/** Makes a checkout ready to run: dependencies installed, packages built. Nothing is done twice. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = [20, 19];

export async function setup() {
  checkNode();
  if (!isInstalled()) install();
  const { buildChanged } = await import("./build.mjs");
  await buildChanged();
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
