/**
 * The CPU time of listing sessions, compared to a bare `fetch` and `.json()` in the same process.
 * Prints the ratio for pages of 25 and 1,000 sessions. Exits with 1 if a budget is exceeded. Run it
 * after the build.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SyllableSDKCore } from "../dist/core.js";
import { sessionsList } from "../dist/funcs/sessionsList.js";

const ROUNDS = 150;
const WARMUP_ROUNDS = 20;

async function measure(size, calls) {
  const server = fork(fileURLToPath(new URL("list-server.mjs", import.meta.url)), [`${size}`]);
  const [port] = await once(server, "message");
  const serverURL = `http://127.0.0.1:${port}`;
  const sdk = new SyllableSDKCore({ apiKeyHeader: "a-key", serverURL });
  const url = `${serverURL}/api/v1/sessions/?limit=${size}`;
  const headers = { accept: "application/json", "syllable-api-key": "a-key" };
  const clients = {
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
  for (let round = 0; round < ROUNDS + WARMUP_ROUNDS; round++) {
    // In random order, because garbage of one client may be collected during the next.
    for (const [name, list] of Object.entries(clients).sort(() => Math.random() - 0.5)) {
      const start = process.cpuUsage();
      for (let call = 0; call < calls; call++) await list();
      const { user, system } = process.cpuUsage(start);
      if (round >= WARMUP_ROUNDS) spent[name].push((user + system) / calls);
    }
  }
  server.kill();
  // The lower quartile, because other programs on the machine only add time.
  const typical = (values) => values.sort((a, b) => a - b)[values.length >> 2];
  const bare = typical(spent.bare);
  return { bare, sdk: typical(spent.sdk) / bare, limited: typical(spent.limited) / bare };
}

for (const [size, calls, budget] of [
  [25, 40, 1.25],
  [1000, 5, 1.25],
]) {
  const { bare, sdk, limited } = await measure(size, calls);
  const status = sdk > budget ? "TOO MUCH" : "ok";
  console.log(
    `list of ${size}: ${sdk.toFixed(2)} x bare fetch (budget ${budget}) ${status}; ` +
      `with a time limit ${limited.toFixed(2)} x; bare ${bare.toFixed(0)} µs`,
  );
  if (sdk > budget) process.exitCode = 1;
}
