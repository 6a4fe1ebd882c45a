/**
 * Lists at 10,000,000 sessions: what they cost over fewer sessions and over each other.
 * `BENCH_GROWTH_DIR` names a folder where the stores are kept for the next time;
 * `BENCH_GROWTH_ON=postgres` has PostgreSQL keep them, SQLite does by default.
 */
import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPersistentPostgres } from "../tools/postgres/persistent-server.mjs";
import { fillPostgres, fillSqlite } from "./lib/fill.mjs";
import { quantile, timeOf } from "./lib/latency.mjs";
import { listsOf } from "./lib/lists.mjs";
import { compare, report, requestsPerSecond } from "./lib/load.mjs";
import { headers, startService } from "./lib/service.mjs";

const ON_POSTGRES = process.env.BENCH_GROWTH_ON === "postgres";
const LARGE = Number(process.env.BENCH_GROWTH_SESSIONS ?? 10_000_000);
const SMALL = 100_000;
const PAGE = 200_000;
const RUNS = 5;
const ROUNDS = 60;
/** So many come before: a service that has just been started is slow at whatever it does first. */
const WARM_UP = 60;
const MIXED_MS = 30_000;

const kept = process.env.BENCH_GROWTH_DIR;
const folder = kept ?? mkdtempSync(join(tmpdir(), "syllable-bench-"));

async function startWith(sessions) {
  const name = ON_POSTGRES ? `${sessions}-postgres` : String(sessions);
  const dataDir = join(folder, name);
  const isNew = !existsSync(dataDir);
  const begun = performance.now();
  const onProgress = (count) => {
    if (count % 500_000 !== 0) return;
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`  ${count} of ${sessions} sessions after ${seconds} s`);
  };
  if (!ON_POSTGRES) {
    if (isNew) await fillSqlite(dataDir, sessions, onProgress);
    await readThrough(join(dataDir, "sessions.sqlite"));
    return startService(dataDir);
  }
  const database = await startPersistentPostgres(dataDir);
  if (isNew) await fillPostgres(database.url, sessions, onProgress);
  const service = await startService(dataDir, { SYLLABLE_DATABASE_URL: database.url });
  const stop = () => service.stop().then(database.stop);
  return { ...service, stop };
}

/** Has the system hold a file in memory, as it does of a service that has run for a while. */
async function readThrough(path) {
  for await (const _ of createReadStream(path, { highWaterMark: 1024 * 1024 }));
}

const large = await startWith(LARGE);
const small = await startWith(SMALL);
const list = (server, query = "") => `${server.url}/api/v1/sessions/?${query}`;
const { single, combined } = listsOf(LARGE);

/** Each list by turns with the newest 25, so that what else the machine does falls on both. */
async function eachList() {
  const newest = [];
  const times = Object.fromEntries(Object.keys(single).map((name) => [name, []]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [name, query] of Object.entries(single)) {
      if (round % 4 === 0) newest.push(await timeOf(list(large)));
      times[name].push(await timeOf(list(large, query())));
    }
    if (round < 0) for (const values of [newest, ...Object.values(times)]) values.length = 0;
  }
  const yardstick = quantile(newest, 0.5);
  for (const [name, values] of Object.entries(times)) {
    const middle = quantile(values, 0.5);
    report(
      `${name}: p50 over newest 25`,
      middle / yardstick,
      { most: 3 },
      `${middle.toFixed(2)} ms`,
    );
  }
}

/** Costly lists without pause by two clients, while another gets sessions by id. */
async function mixed() {
  const until = performance.now() + MIXED_MS;
  const lists = [];
  const gets = [];
  const asking = [0, 1].map(async () => {
    while (performance.now() < until) lists.push(await timeOf(list(large, combined())));
  });
  const getting = (async () => {
    while (performance.now() < until) {
      const id = 1_000_000_000 + Math.floor(Math.random() * LARGE);
      gets.push(await timeOf(`${large.url}/api/v1/sessions/${id}`));
    }
  })();
  await Promise.all([...asking, getting]);
  report("two filters + date range + sort, p99 in ms", quantile(lists, 0.99), { most: 250 });
  report("get by id meanwhile, p99 in ms", quantile(gets, 0.99), { most: 20 });
}

try {
  const load = (url) => () => requestsPerSecond(url, { headers });
  const sizes = await compare(load(list(small)), load(list(large)), RUNS);
  report(`newest 25 + total, cost over the same at ${SMALL}`, sizes.ours / sizes.theirs, {
    most: 1.3,
  });
  const deep = Math.min(PAGE, Math.floor(LARGE / 50));
  const pages = await compare(load(list(large)), load(list(large, `page=${deep}`)), RUNS);
  report(`page ${deep}, cost over page 1`, pages.ours / pages.theirs, { most: 2 });
  await eachList();
  await mixed();
  report("resident memory of the service, in MB", large.rssMB(), { most: 250 });
} finally {
  await large.stop();
  await small.stop();
  if (!kept) rmSync(folder, { recursive: true, force: true });
}
