/**
 * `npm run bench fuzz`: random requests to every route. No request may lead to a 5xx, to an error
 * with an undocumented shape, to no response, or to a service that stops working.
 *
 *     npm run bench fuzz                                     20,000 requests with a random seed
 *     npm run bench fuzz -- --seed 7 --runs 5000             the same requests each time
 *     npm run bench fuzz -- --postgres                       use PostgreSQL
 *
 * The simplest request for each failure is added to bench/fuzz/recorded.json. Recorded requests are
 * sent first, here and in tests/fuzz.test.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Target } from "./attack/support/target.mjs";
import { runFuzz } from "./fuzz/run.mjs";
import { KEY } from "./lib/service.mjs";

const RECORDED = new URL("fuzz/recorded.json", import.meta.url);

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    postgres: { type: "boolean" },
  },
});

const recorded = JSON.parse(readFileSync(RECORDED, "utf8"));
const target = await Target.create(options);
console.log(`seed ${options.seed}`);
try {
  const { failures, statuses, sent } = await runFuzz({
    url: target.url,
    keys: { ...target.keys, admin: KEY },
    runs: Number(options.runs),
    seed: Number(options.seed),
    recorded: recorded.map(({ requests }) => requests),
    onFailure: ({ failure, seed, requests }) =>
      console.log(
        `FAILED  ${failure}\n        seed ${seed}: ${requests.map(show).join("\n        and ")}`,
      ),
  });
  record(failures);
  const counts = [...statuses].sort(([one], [other]) => (one ?? 0) - (other ?? 0));
  console.log(counts.map(([status, count]) => `${status ?? "none"}: ${count}`).join(", "));
  console.log(`${failures.length} failures in ${sent} requests`);
  if (failures.length > 0) process.exitCode = 1;
} catch (error) {
  if (target.hasEnded) console.log(`the service stopped: ${target.describeFailure()}`);
  throw error;
} finally {
  await target.remove();
}

/** Shows a request with its bytes as text. */
function show({ body, raw, ...request }) {
  const text = (base64) =>
    base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("latin1");
  return JSON.stringify({ ...request, body: text(body), raw: text(raw) }).slice(0, 1_000);
}

/** Adds new failures to the recorded ones. */
function record(failures) {
  const known = new Set(recorded.map(({ requests }) => JSON.stringify(requests)));
  const added = failures.filter(({ requests }) => !known.has(JSON.stringify(requests)));
  if (added.length === 0) return;
  const all = [...recorded, ...added.map(({ count, ...failure }) => failure)];
  writeFileSync(RECORDED, `${JSON.stringify(all, undefined, 2)}\n`);
}
