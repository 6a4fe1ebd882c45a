/** `npm run generate`: writes the files that are generated from the contract. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readDeclarations } from "../packages/contract/scripts/declarations.mjs";
import { contractFiles } from "../packages/contract/scripts/generate.mjs";
import { referenceFiles } from "../packages/sdk/scripts/reference/generate.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folders that contain only generated files. */
const FOLDERS = ["packages/contract/src/generated", "packages/sdk/docs"];

/** Every generated file: absolute paths and their text. */
export async function generatedFiles() {
  const declarations = await readDeclarations();
  return new Map([...contractFiles(declarations), ...referenceFiles(declarations)]);
}

/** The paths of generated files that are missing, outdated or left over. */
export function outdatedFiles(files) {
  const stale = [...files].filter(([path, text]) => contentOf(path) !== text).map(([path]) => path);
  return [...stale, ...leftOver(files)].map((path) => relative(root, path)).sort();
}

function leftOver(files) {
  return FOLDERS.filter((folder) => existsSync(join(root, folder))).flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !files.has(path)),
  );
}

function contentOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await generatedFiles();
  for (const path of outdatedFiles(files)) {
    const file = join(root, path);
    if (files.has(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, files.get(file));
    } else {
      rmSync(file);
    }
    console.log(path);
  }
}
