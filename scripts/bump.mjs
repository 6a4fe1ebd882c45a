/** `npm run bump`: applies the change files in `.changeset` and gives every package the next version. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const options = { cwd: fileURLToPath(root), stdio: "inherit", shell: process.platform === "win32" };
execFileSync("npx", ["changeset", "version"], options);
execFileSync("npm", ["install", "--package-lock-only", "--no-audit", "--no-fund"], options);
