/** `npm run bench`: sets up, then runs the benchmarks. */
import { isHelp, runBenches } from "../bench/run.mjs";
import { setup } from "./setup.mjs";

const args = process.argv.slice(2);
if (!isHelp(args)) await setup();
runBenches(args);
