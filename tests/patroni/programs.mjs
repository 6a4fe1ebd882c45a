import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Packages of Debian and Ubuntu install each version in a folder named by its number. */
const VERSIONS = "/usr/lib/postgresql";
const OLDEST_VERSION = 15;

/** Returns the folder of the newest installed PostgreSQL. Throws if a program of the test is missing. */
export async function findPrograms() {
  for (const [program, name] of [
    ["etcd", "etcd-server"],
    ["patroni", "patroni"],
    ["patronictl", "patroni"],
  ]) {
    await run(program, [program === "patronictl" ? "version" : "--version"]).catch((error) => {
      throw new Error(`${program} does not run; install the package ${name} (${error.message})`);
    });
  }
  const versions = (await readdir(VERSIONS).catch(() => [])).map(Number);
  const newest = Math.max(...versions.filter((version) => version >= OLDEST_VERSION));
  if (newest === -Infinity) {
    throw new Error(`${VERSIONS} has no PostgreSQL ${OLDEST_VERSION} or later; install postgresql`);
  }
  return `${VERSIONS}/${newest}/bin`;
}
