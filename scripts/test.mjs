/** `npm test`: sets up, and runs every check within a time limit. The last line counts them. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";
import { limitInMinutes, runLimit } from "./test/limit.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const minutes = limitInMinutes(process.env);
  await setup();
  // Loaded once its dependencies are installed.
  const { runChecks } = await import("./test/checks.mjs");
  const args = process.argv.slice(2);
  process.exitCode = (await runChecks(root, { args, signal: runLimit(minutes) })) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
