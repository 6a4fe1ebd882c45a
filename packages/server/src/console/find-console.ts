import { createRequire } from "node:module";
import { dirname } from "node:path";

/** The folder with the built console; undefined if the service was built without it. */
export function findConsole(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve("#console"));
  } catch {
    return undefined;
  }
}
