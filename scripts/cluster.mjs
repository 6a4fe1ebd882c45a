/** `npm run cluster`: sets up, then runs several services over one PostgreSQL behind a balancer. */
import { setup } from "./setup.mjs";

await setup();
const { runCluster } = await import("../tools/cluster/run.mjs");
await runCluster(process.argv.slice(2));
