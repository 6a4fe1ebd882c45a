/**
 * `npm run bench fuzz`: random requests over every route. None may lead to a 5xx, to an error of
 * another shape than documented, to no response, or to a service that no longer works.
 *
 *     npm run bench fuzz                                     20,000 requests, a seed of its own
 *     npm run bench fuzz -- --seed 7 --runs 5000             the same requests each time
 *     npm run bench fuzz -- --postgres                       over PostgreSQL
 *
 * The simplest request of each fault is added to bench/fuzz/recorded.json; all of those come first the
 * next time, here and in tests/fuzz.test.ts.
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
  const { faults, statuses, sent } = await runFuzz({
    url: target.url,
    keys: { ...target.keys, admin: KEY },
    runs: Number(options.runs),
    seed: Number(options.seed),
    recorded: recorded.map(({ requests }) => requests),
    onFault: ({ fault, seed, requests }) =>
      console.log(
        `FAULT  ${fault}\n       seed ${seed}: ${requests.map(shown).join("\n       and ")}`,
      ),
  });
  record(faults);
  const counts = [...statuses].sort(([one], [other]) => (one ?? 0) - (other ?? 0));
  console.log(counts.map(([status, count]) => `${status ?? "none"}: ${count}`).join(", "));
  console.log(`${faults.length} faults in ${sent} requests`);
  if (faults.length > 0) process.exitCode = 1;
} catch (error) {
  if (target.ended) console.log(`the service is gone: ${target.lastWords()}`);
  throw error;
} finally {
  await target.remove();
}

/** Bytes as text. */
function shown({ body, raw, ...request }) {
  const text = (base64) =>
    base64 === undefined ? undefined : Buffer.from(base64, "base64").toString("latin1");
  return JSON.stringify({ ...request, body: text(body), raw: text(raw) }).slice(0, 1_000);
}

function record(faults) {
  const known = new Set(recorded.map(({ requests }) => JSON.stringify(requests)));
  const added = faults.filter(({ requests }) => !known.has(JSON.stringify(requests)));
  if (added.length === 0) return;
  const all = [...recorded, ...added.map(({ count, ...fault }) => fault)];
  writeFileSync(RECORDED, `${JSON.stringify(all, undefined, 2)}\n`);
}
