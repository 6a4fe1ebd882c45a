import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const MINUTES = 60_000;
const CACHE = fileURLToPath(
  new URL("../../../../node_modules/.cache/syllable-runtimes", import.meta.url),
);

/** An npm package that the tests use but the repository does not depend on. */
export interface Tool {
  readonly package: string;
  readonly version: string;
  /** A file in the package to run. */
  readonly file: string;
  /** The packages, with versions, to install next to it. */
  readonly peers?: readonly string[];
}

/**
 * The path of a tool's file. Installs the package into a cache, without running its scripts. Rejects if
 * it cannot be installed.
 */
export async function toolPath(tool: Tool): Promise<string> {
  const name = `${tool.package.replace(/[@/]/g, "_")}-${tool.version}`;
  const folder = join(CACHE, name);
  if (!existsSync(folder)) await install(tool, folder);
  return join(folder, "node_modules", tool.package, tool.file);
}

async function install(tool: Tool, folder: string): Promise<void> {
  const what = `${tool.package}@${tool.version}`;
  const started = Date.now();
  console.log(`installing ${what} …`);
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, ".draft-"));
  try {
    await writeFile(join(draft, "package.json"), '{"private":true}');
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
    await npm(["install", ...flags, what, ...(tool.peers ?? [])], draft);
    await rename(draft, folder);
    console.log(`installed ${what} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    // Another process may have installed it in the meantime.
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Runs npm. An error contains the last lines that npm printed. */
export async function npm(args: string[], cwd: string): Promise<string> {
  const windows = process.platform === "win32";
  try {
    const options = { cwd, timeout: 5 * MINUTES, shell: windows, maxBuffer: 1 << 26 };
    return (await run("npm", args, options)).stdout;
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new Error(`npm ${args[0]}: ${stderr.trim().split("\n").slice(-8).join("\n") || message}`);
  }
}
