import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const NAMES = [
  "service",
  "stream",
  "ranges",
  "import",
  "postgres",
  "sizes",
  "sdk",
  "growth",
  "costs",
  "attack",
  "fuzz",
];
const WITH_ARGUMENTS = ["attack", "fuzz"];

/**
 * Runs the named benchmarks one after another, or all of them. The arguments after `attack` or `fuzz`
 * belong to that benchmark: `npm run bench attack audio`.
 */
export function runBenches(args) {
  const takesArguments = WITH_ARGUMENTS.includes(args[0]);
  const names = takesArguments ? args.slice(0, 1) : args;
  const options = takesArguments ? args.slice(1) : [];
  for (const name of names.length > 0 ? names : NAMES) {
    if (!NAMES.includes(name)) {
      throw new Error(`unknown benchmark "${name}"; choose from ${NAMES.join(", ")}`);
    }
    console.log(`\n${name}`);
    const path = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
    const flags = ["--expose-gc", path, ...options];
    const { status } = spawnSync(process.execPath, flags, { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
}
