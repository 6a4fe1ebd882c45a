/** `npm run bench`: sets up, then runs the benchmarks. */
import { setup } from "./setup.mjs";

await setup();
const { runBenches } = await import("../bench/run.mjs");
runBenches(process.argv.slice(2));
