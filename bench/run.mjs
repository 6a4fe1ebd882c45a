/** `npm run bench`: every bench, one after another; `npm run bench service` runs one. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setup } from "../scripts/setup.mjs";

const ALL = ["service", "stream", "ranges", "import", "postgres", "sizes", "sdk", "growth"];

await setup();
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : ALL) {
  const path = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (!existsSync(path)) throw new Error(`there is no bench ${name}; there are ${ALL.join(", ")}`);
  console.log(`\n${name}`);
  if (spawnSync(process.execPath, ["--expose-gc", path], { stdio: "inherit" }).status !== 0)
    process.exitCode = 1;
}
