/** Runs the suite on Node, Bun and Deno: settings in the arguments, results on stdout. */
import { runSuite } from "./suite.mjs";

const results = await runSuite(JSON.parse(process.argv[2]));
console.log(JSON.stringify(results));
process.exit(0);
