/**
 * Lists over 10,000,000 sessions, compared with fewer sessions and with each other.
 * `BENCH_GROWTH_DIR` names a folder that stores the databases for the next run. `BENCH_GROWTH_ON=postgres`
 * uses PostgreSQL instead of SQLite.
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
const DEEP_PAGE = 200_000;
const RUNS = 5;
const ROUNDS = 60;
/** Rounds that are not measured, because a new process is slow at first. */
const WARM_UP_ROUNDS = 60;
const MIXED_MS = 30_000;

const permanentFolder = process.env.BENCH_GROWTH_DIR;
const folder = permanentFolder ?? mkdtempSync(join(tmpdir(), "syllable-bench-"));

async function startWith(sessions) {
  const name = ON_POSTGRES ? `${sessions}-postgres` : String(sessions);
  const dataDir = join(folder, name);
  const isNew = !existsSync(dataDir);
  const start = performance.now();
  const onProgress = (count) => {
    if (count % 500_000 !== 0) return;
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(`  ${count} of ${sessions} sessions after ${seconds} s`);
  };
  if (!ON_POSTGRES) {
    if (isNew) await fillSqlite(dataDir, sessions, onProgress);
    await loadIntoCache(join(dataDir, "sessions.sqlite"));
    return startService(dataDir);
  }
  const database = await startPersistentPostgres(dataDir);
  if (isNew) await fillPostgres(database.url, sessions, onProgress);
  const service = await startService(dataDir, { SYLLABLE_DATABASE_URL: database.url });
  const stop = () => service.stop().then(database.stop);
  return { ...service, stop };
}

/** Reads a file so that the system caches it, as if the service had run for a while. */
async function loadIntoCache(path) {
  for await (const _ of createReadStream(path, { highWaterMark: 1024 * 1024 }));
}

const large = await startWith(LARGE);
const small = await startWith(SMALL);
const list = (server, query = "") => `${server.url}/api/v1/sessions/?${query}`;
const { single, combined } = listsOf(LARGE);

/** Alternates each list with the newest 25, so that other load on the machine affects both. */
async function measureEachList() {
  const newest = [];
  const times = Object.fromEntries(Object.keys(single).map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [name, query] of Object.entries(single)) {
      if (round % 4 === 0) newest.push(await timeOf(list(large)));
      times[name].push(await timeOf(list(large, query())));
    }
    if (round < 0) for (const values of [newest, ...Object.values(times)]) values.length = 0;
  }
  const baseline = quantile(newest, 0.5);
  for (const [name, values] of Object.entries(times)) {
    const median = quantile(values, 0.5);
    report(
      `${name}: p50 relative to newest 25`,
      median / baseline,
      { max: 3 },
      `${median.toFixed(2)} ms`,
    );
  }
}

/** Two clients request costly lists without pause while a third gets sessions by id. */
async function measureMixedLoad() {
  const until = performance.now() + MIXED_MS;
  const lists = [];
  const gets = [];
  const listing = [0, 1].map(async () => {
    while (performance.now() < until) lists.push(await timeOf(list(large, combined())));
  });
  const getting = (async () => {
    while (performance.now() < until) {
      const id = 1_000_000_000 + Math.floor(Math.random() * LARGE);
      gets.push(await timeOf(`${large.url}/api/v1/sessions/${id}`));
    }
  })();
  await Promise.all([...listing, getting]);
  report("two filters, date range and sort: p99 in ms", quantile(lists, 0.99), { max: 250 });
  report("get by id at the same time: p99 in ms", quantile(gets, 0.99), { max: 20 });
}

try {
  const load = (url) => () => requestsPerSecond(url, { headers });
  const sizes = await compare(load(list(small)), load(list(large)), RUNS);
  report(`newest 25 and total, time relative to ${SMALL} sessions`, sizes.ours / sizes.theirs, {
    max: 1.3,
  });
  const deep = Math.min(DEEP_PAGE, Math.floor(LARGE / 50));
  const pages = await compare(load(list(large)), load(list(large, `page=${deep}`)), RUNS);
  report(`page ${deep}, time relative to page 1`, pages.ours / pages.theirs, { max: 2 });
  await measureEachList();
  await measureMixedLoad();
  report("resident memory of the service, in MB", large.rssMB(), { max: 250 });
} finally {
  await large.stop();
  await small.stop();
  if (!permanentFolder) rmSync(folder, { recursive: true, force: true });
}
