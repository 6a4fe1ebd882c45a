/**
 * The CPU that listing costs over bare `fetch` and `.json()`, in one process that does both in
 * turns. Prints the ratio for pages of 25 and of 1,000 sessions; exits with 1 where
 * a budget is passed. Run after the build.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SyllableSDKCore } from "../dist/core.js";
import { sessionsList } from "../dist/funcs/sessionsList.js";

const rounds = 150;
const warmups = 20;

async function ratio(size, calls) {
  const server = fork(fileURLToPath(new URL("list-server.mjs", import.meta.url)), [`${size}`]);
  const [port] = await once(server, "message");
  const serverURL = `http://127.0.0.1:${port}`;
  const sdk = new SyllableSDKCore({ apiKeyHeader: "a-key", serverURL });
  const url = `${serverURL}/api/v1/sessions/?limit=${size}`;
  const headers = { accept: "application/json", "syllable-api-key": "a-key" };
  const ways = {
    bare: async () => (await (await fetch(url, { headers })).json()).items,
    sdk: async () => {
      const result = await sessionsList(sdk, { limit: size });
      if (!result.ok) throw result.error;
      return result.value.items;
    },
    limited: async () => {
      const result = await sessionsList(sdk, { limit: size }, { timeoutMs: 60_000 });
      if (!result.ok) throw result.error;
      return result.value.items;
    },
  };
  const spent = { bare: [], sdk: [], limited: [] };
  for (let round = 0; round < rounds + warmups; round++) {
    // In random order: what one leaves to the garbage collector, the next one pays.
    for (const [name, way] of Object.entries(ways).sort(() => Math.random() - 0.5)) {
      const start = process.cpuUsage();
      for (let call = 0; call < calls; call++) await way();
      const { user, system } = process.cpuUsage(start);
      if (round >= warmups) spent[name].push((user + system) / calls);
    }
  }
  server.kill();
  // The lower quartile, as other programs on the machine only ever add.
  const typical = (values) => values.sort((a, b) => a - b)[values.length >> 2];
  const bare = typical(spent.bare);
  return { bare, sdk: typical(spent.sdk) / bare, limited: typical(spent.limited) / bare };
}

for (const [size, calls, budget] of [
  [25, 40, 1.25],
  [1000, 5, 1.4],
]) {
  const { bare, sdk, limited } = await ratio(size, calls);
  const status = sdk > budget ? "TOO MUCH" : "ok";
  console.log(
    `list of ${size}: ${sdk.toFixed(2)} x bare fetch (budget ${budget}) ${status}; ` +
      `with a time limit ${limited.toFixed(2)} x; bare ${bare.toFixed(0)} µs`,
  );
  if (sdk > budget) process.exitCode = 1;
}
