/** Generates the interfaces of the contract's models. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { interfaceFiles } from "./interfaces.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The generated files of the contract: absolute paths and their text. */
export function contractFiles(declarations) {
  const files = interfaceFiles(declarations);
  return new Map([...files].map(([path, text]) => [join(root, "src/generated", path), text]));
}
