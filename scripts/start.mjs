/** `npm start`: sets up, then serves ./data with demo sessions and prints a short tour. */
import { setup } from "./setup.mjs";

await setup();
const { runDemo } = await import("../demo/run.mjs");
await runDemo(process.argv.slice(2));
