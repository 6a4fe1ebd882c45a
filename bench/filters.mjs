/**
 * Lists with filters on SQLite, relative to each other: a phone number to the same text, and ranges of
 * durations. `BENCH_FILTERS_SESSIONS` sets the size of the store, 200,000 by default.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_ORGANISATION } from "../packages/server/dist/keys/keys.js";
import { readSessionQuery } from "../packages/server/dist/sessions/session-query.js";
import { openSqliteStore } from "../packages/server/dist/store/sqlite/open.js";
import { fillSqlite } from "./lib/fill.mjs";
import { median, report } from "./lib/load.mjs";
import { makeSession } from "./lib/sessions.mjs";

const SESSIONS = Number(process.env.BENCH_FILTERS_SESSIONS ?? 200_000);
const RUNS = 30;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
await fillSqlite(folder, SESSIONS, () => undefined);
const store = await openSqliteStore(join(folder, "sessions.sqlite"));
const { id } = await store.keys.ensureOrganisation(DEFAULT_ORGANISATION);

const queryOf = (searchFields, searchFieldValues, others = {}) =>
  readSessionQuery({
    value: { limit: 25, searchFields, searchFieldValues, ...others },
    errors: [],
  });
/** Matches the text as it is, like any filter with letters. */
const asText = (query, value) => ({
  ...query,
  filters: query.filters.map((filter) => ({ ...filter, value })),
});

/** Parts of the numbers of some callers, as people write them. */
const numbers = [17, 1_234, 56_789, 99_999]
  .map((number) => makeSession(number).source?.slice(2) ?? "2025550142")
  .flatMap((digits) => [
    `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`,
    `${digits.slice(0, 3)}.${digits.slice(3, 6)}`,
    digits.slice(6),
    digits.slice(-3),
  ]);
const phones = numbers.map((number) => queryOf(["source"], [number]));
const texts = phones.map((query, index) => asText(query, numbers[index].replace(/[^0-9]/g, "")));
const lists = {
  newest: [queryOf([], [])],
  "agent name": [queryOf(["agent_name"], ["billing"])],
  phones,
  texts,
  "few durations": [queryOf(["duration"], ["899.5.."])],
  "half of all durations": [queryOf(["duration"], [">=225"])],
  "nearly all durations": [queryOf(["duration"], [">0"])],
  "nearly all durations of an agent": [queryOf(["agent_id", "duration"], ["153", ">0"])],
  "nearly all durations of a day": [
    queryOf(["duration"], [">0"], { startDatetime: "2024-01-10", endDatetime: "2024-01-11" }),
  ],
  "page 2,000 of nearly all durations": [queryOf(["duration"], [">0"], { page: 2_000 })],
};

const times = Object.fromEntries(Object.keys(lists).map((name) => [name, []]));
const totals = {};
for (let run = 0; run < RUNS; run++) {
  for (const [name, queries] of Object.entries(lists)) {
    const start = performance.now();
    for (const query of queries) totals[name] = (await store.sessions.list(id, query)).total;
    times[name].push((performance.now() - start) / queries.length);
  }
}
const time = (name) => median(times[name]);
for (const name of Object.keys(lists)) {
  console.log(`  ${name}: ${time(name).toFixed(2)} ms, ${totals[name]} sessions`);
}
report("phone numbers, time relative to the same digits as text", time("phones") / time("texts"), {
  max: 1.2,
});
report(
  "few durations, time relative to an agent's name",
  time("few durations") / time("agent name"),
  {
    max: 3,
  },
);
await store.close();
rmSync(folder, { recursive: true, force: true });
