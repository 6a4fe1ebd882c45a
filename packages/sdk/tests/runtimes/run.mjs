/** Runs the suite where a program has arguments and an output: Node, Bun, Deno. */
import { runSuite } from "./suite.mjs";

const results = await runSuite(JSON.parse(process.argv[2]));
console.log(JSON.stringify(results));
process.exit(0);
