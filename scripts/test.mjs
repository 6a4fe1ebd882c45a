/** `npm test`: sets up, then runs all checks within a time limit. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";
import { abortAfter, limitInMinutes } from "./test/limit.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const minutes = limitInMinutes(process.env);
  await setup();
  // Imported here because its dependencies are installed only now.
  const { runChecks } = await import("./test/checks.mjs");
  const args = process.argv.slice(2);
  process.exitCode = (await runChecks(root, { args, signal: abortAfter(minutes) })) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
