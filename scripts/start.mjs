/** `npm start`: sets up, serves over ./data, fills an empty store with the demo, shows the way. */
import { setup } from "./setup.mjs";

await setup();
const { runDemo } = await import("../demo/run.mjs");
await runDemo(process.argv.slice(2));
