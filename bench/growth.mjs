/**
 * Lists over 10,000,000 sessions, compared with fewer sessions and with each other.
 * `BENCH_GROWTH_DIR` names a folder that stores the databases for the next run. `BENCH_GROWTH_ON=postgres`
 * uses PostgreSQL instead of SQLite.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFilledService } from "./lib/filled-service.mjs";
import { quantile, timeOf } from "./lib/latency.mjs";
import { listsOf } from "./lib/lists.mjs";
import { compare, report, requestsPerSecond } from "./lib/load.mjs";
import { measureLists } from "./lib/measure-lists.mjs";
import { headers } from "./lib/service.mjs";

const ON_POSTGRES = process.env.BENCH_GROWTH_ON === "postgres";
const LARGE = Number(process.env.BENCH_GROWTH_SESSIONS ?? 10_000_000);
const SMALL = 100_000;
const DEEP_PAGE = 200_000;
const RUNS = 5;
const MIXED_MS = 30_000;

const permanentFolder = process.env.BENCH_GROWTH_DIR;
const folder = permanentFolder ?? mkdtempSync(join(tmpdir(), "syllable-bench-"));

const large = await startFilledService(folder, LARGE, { onPostgres: ON_POSTGRES });
const small = await startFilledService(folder, SMALL, { onPostgres: ON_POSTGRES });
const list = (server, query = "") => `${server.url}/api/v1/sessions/?${query}`;
const { single, combined } = listsOf(LARGE);

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
  await measureLists(
    (query) => list(large, query),
    single,
    () => ({ max: 3 }),
  );
  await measureMixedLoad();
  report("resident memory of the service, in MB", large.rssMB(), { max: 250 });
} finally {
  await large.stop();
  await small.stop();
  if (!permanentFolder) rmSync(folder, { recursive: true, force: true });
}
