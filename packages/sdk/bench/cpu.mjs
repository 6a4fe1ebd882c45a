/**
 * The CPU that listing costs over bare `fetch` and `.json()`, in one process that does both in
 * turns. Prints the ratio of the medians for pages of 25 and of 1,000 sessions; exits with 1 where
 * a budget is passed. Run after the build.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SyllableSDKCore } from "../dist/core.js";
import { sessionsList } from "../dist/funcs/sessionsList.js";

const rounds = 41;

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
  for (let round = 0; round < rounds + 5; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const start = process.cpuUsage();
      for (let call = 0; call < calls; call++) await way();
      const { user, system } = process.cpuUsage(start);
      if (round >= 5) spent[name].push((user + system) / calls);
    }
  }
  server.kill();
  const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
  const bare = median(spent.bare);
  return { bare, sdk: median(spent.sdk) / bare, limited: median(spent.limited) / bare };
}

for (const [size, calls, budget] of [
  [25, 100, 1.25],
  [1000, 10, 1.4],
]) {
  const { bare, sdk, limited } = await ratio(size, calls);
  const verdict = sdk > budget ? "TOO MUCH" : "ok";
  console.log(
    `list of ${size}: ${sdk.toFixed(2)} x bare fetch (budget ${budget}) ${verdict}; ` +
      `with a time limit ${limited.toFixed(2)} x; bare ${bare.toFixed(0)} µs`,
  );
  if (sdk > budget) process.exitCode = 1;
}
