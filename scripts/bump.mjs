/** `npm run bump`: applies the change files in `.changeset` and gives every package the next version. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const SDK_PACKAGE = new URL("packages/sdk/package.json", root);
/** The SDK runs where package.json cannot be read, so its version is also in its source. */
const SDK_SOURCE = new URL("packages/sdk/src/lib/metadata.ts", root);

const options = { cwd: fileURLToPath(root), stdio: "inherit", shell: process.platform === "win32" };
execFileSync("npx", ["changeset", "version"], options);
const { version } = JSON.parse(readFileSync(SDK_PACKAGE, "utf8"));
const source = readFileSync(SDK_SOURCE, "utf8");
writeFileSync(SDK_SOURCE, source.replace(/(VERSION = )"[^"]*"/, `$1"${version}"`));
execFileSync("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"], options);
