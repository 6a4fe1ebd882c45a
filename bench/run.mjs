/**
 * `npm run bench` runs every bench, one after another; `npm run bench service` runs one. What
 * follows `attack` or `fuzz` is passed on to it: `npm run bench attack audio`.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setup } from "../scripts/setup.mjs";

const ALL = [
  "service",
  "stream",
  "ranges",
  "import",
  "postgres",
  "sizes",
  "sdk",
  "growth",
  "attack",
  "fuzz",
];
const TAKE_ARGUMENTS = ["attack", "fuzz"];

await setup();
const asked = process.argv.slice(2);
const takesArguments = TAKE_ARGUMENTS.includes(asked[0]);
const args = takesArguments ? asked.splice(1) : [];
for (const name of asked.length > 0 ? asked : ALL) {
  const path = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (!existsSync(path)) throw new Error(`unknown bench ${name}; known are ${ALL.join(", ")}`);
  console.log(`\n${name}`);
  if (
    spawnSync(process.execPath, ["--expose-gc", path, ...args], { stdio: "inherit" }).status !== 0
  )
    process.exitCode = 1;
}
