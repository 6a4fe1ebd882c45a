/**
 * Every filter, range and sort of sessions, and deep pages, on PostgreSQL with 3,000,000 sessions, relative
 * to the newest 25. `BENCH_LISTS_DIR` names a folder that stores the database for the next run, and
 * `BENCH_LISTS_SESSIONS` sets its size.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFilledService } from "./lib/filled-service.mjs";
import { deepPagesOf, listsOf, rangesOf } from "./lib/lists.mjs";
import { measureLists } from "./lib/measure-lists.mjs";

const SESSIONS = Number(process.env.BENCH_LISTS_SESSIONS ?? 3_000_000);
const LIMIT = { max: 4 };
const DEEP_LIMIT = { max: 2.5 };

const permanentFolder = process.env.BENCH_LISTS_DIR;
const folder = permanentFolder ?? mkdtempSync(join(tmpdir(), "syllable-bench-"));
const deepPages = deepPagesOf(SESSIONS);
const lists = { ...listsOf(SESSIONS).single, ...rangesOf(SESSIONS), ...deepPages };

try {
  const service = await startFilledService(folder, SESSIONS, { onPostgres: true });
  const urlOf = (query) => `${service.url}/api/v1/sessions/?${query}`;
  const maxOf = (name) => (name in deepPages ? DEEP_LIMIT : LIMIT);
  await measureLists(urlOf, lists, maxOf).finally(service.stop);
} finally {
  if (!permanentFolder) rmSync(folder, { recursive: true, force: true });
}
