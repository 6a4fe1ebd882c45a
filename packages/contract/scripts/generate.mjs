/** Generates the interfaces of the contract's models. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDeclarations } from "./declarations.mjs";
import { interfaceFiles } from "./interfaces.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The generated files of the contract: absolute paths and their text. */
export async function contractFiles() {
  const files = interfaceFiles(await readDeclarations());
  return new Map([...files].map(([path, text]) => [join(root, "src/generated", path), text]));
}
