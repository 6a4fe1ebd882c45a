import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Replaces the content of a folder: `fill` writes the new files to a temporary folder. Then
 * changed files are moved to the folder, and files that no longer exist are removed.
 */
export async function replaceFolder(parent, name, temporaryName, fill) {
  const from = join(parent, temporaryName);
  const to = join(parent, name);
  try {
    await fill(temporaryName);
    const files = new Set(filesIn(from));
    for (const file of files) {
      if (contentOf(join(from, file)) === contentOf(join(to, file))) continue;
      mkdirSync(dirname(join(to, file)), { recursive: true });
      renameSync(join(from, file), join(to, file));
    }
    for (const file of filesIn(to)) if (!files.has(file)) rmSync(join(to, file));
  } finally {
    rmSync(from, { recursive: true, force: true });
  }
}

function filesIn(folder) {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function contentOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
