/**
 * Session stats on SQLite: with 200,000 sessions relative to 10,000 of the same year, and relative to a list of 25.
 * `BENCH_STATS_SESSIONS` sets the larger number.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSessionQuery } from "../packages/server/dist/sessions/session-query.js";
import { readSession } from "../packages/server/dist/sessions/session-record.js";
import { readStatsQuery } from "../packages/server/dist/sessions/session-stats.js";
import { openSqliteStore } from "../packages/server/dist/store/sqlite/open.js";
import { median, report } from "./lib/load.mjs";
import { makeSession } from "./lib/sessions.mjs";

const SMALL = 10_000;
const LARGE = Number(process.env.BENCH_STATS_SESSIONS ?? 200_000);
const RUNS = 30;
const BATCH = 1_000;
const ORGANISATION = 1;
const YEAR_MS = 365 * 86_400_000;
const FIRST = Date.UTC(2025, 0, 1);
/** Coprime to the numbers of sessions, so that each batch has sessions of the whole year. */
const STEP = 7_919;

const CODES = ["GOOD", "OK", "BAD"];
const ASSESSED = 20;

/** Labels one of `ASSESSED` sessions, and stores the latencies of its turns. */
async function assess({ labels, parts, examinations }, records, start) {
  for (const [index, { id }] of records.entries()) {
    if (index % ASSESSED > 0) continue;
    const number = start + index;
    const label = { session: id, timestamp: 0, type: "auto", userEmail: "bench@example.com" };
    const code = CODES[(number / ASSESSED) % CODES.length];
    await labels.create(ORGANISATION, { ...label, code, comments: null, issueCategories: null });
    await parts.put(ORGANISATION, id, "latency", Buffer.from("[]"));
    const examination = await examinations.claim(Date.now(), Date.now() + YEAR_MS, id);
    const latencies = Array.from(
      { length: 8 },
      (_, turn) => 300 + ((number * STEP + turn * 997) % 4_000),
    );
    const times = { responseGaps: latencies.map((ms) => ms + 200), latencies };
    await examinations.finish(examination, { recordings: [], times });
  }
}

/** A store with sessions that are spread evenly over a year. */
async function fill(path, sessions) {
  const store = await openSqliteStore(path);
  for (let start = 0; start < sessions; start += BATCH) {
    const records = Array.from({ length: BATCH }, (_, index) => {
      const number = start + index;
      const place = ((number * STEP) % sessions) / sessions;
      const timestamp = new Date(FIRST + place * YEAR_MS).toISOString();
      const session = makeSession(number);
      return readSession({ ...session, timestamp }, Number(session.session_id)).record;
    });
    await store.sessions.put(ORGANISATION, records);
    await assess(store, records, start);
  }
  return store;
}

const stats = (groupBy, timeZone, filters = {}) =>
  readStatsQuery({ value: { groupBy, timeZone, ...filters }, errors: [] });
const agent = { searchFields: ["agent_id"], searchFieldValues: ["103"] };
const quarter = { startDatetime: "2025-04-01", endDatetime: "2025-06-30" };
const queries = {
  "days of a year": stats("day", "UTC"),
  "days of a year in Berlin": stats("day", "Europe/Berlin"),
  "days of a year in Kolkata": stats("day", "Asia/Kolkata"),
  "days of a quarter in Berlin": stats("day", "Europe/Berlin", quarter),
  "weekdays in Berlin": stats("weekday", "Europe/Berlin"),
  "hours of the day in Kolkata": stats("hour_of_day", "Asia/Kolkata"),
  "months of an agent in Berlin": stats("month", "Europe/Berlin", agent),
  "days of an agent in a quarter, in Berlin": stats("day", "Europe/Berlin", {
    ...agent,
    ...quarter,
  }),
  agents: stats("agent_id"),
  "agents in a quarter": stats("agent_id", "UTC", quarter),
  durations: stats("duration"),
  labels: stats("label"),
  "days of bad sessions": stats("day", "UTC", {
    searchFields: ["label"],
    searchFieldValues: ["bad"],
  }),
  "percentiles of days of a year": stats("day", "UTC", { percentiles: true }),
  "percentiles of agents in a quarter": stats("agent_id", "UTC", { percentiles: true, ...quarter }),
};
const list = readSessionQuery({ value: { limit: 25 }, errors: [] });

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const small = await fill(join(folder, "small.sqlite"), SMALL);
const large = await fill(join(folder, "large.sqlite"), LARGE);
const timeOf = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
try {
  for (const [name, query] of Object.entries(queries)) {
    const times = { small: [], large: [], list: [] };
    for (let run = 0; run < RUNS; run++) {
      times.small.push(await timeOf(() => small.sessions.stats(ORGANISATION, query)));
      times.large.push(await timeOf(() => large.sessions.stats(ORGANISATION, query)));
      times.list.push(await timeOf(() => large.sessions.list(ORGANISATION, list)));
    }
    const [few, many, listed] = [times.small, times.large, times.list].map(median);
    report(
      `${name}, time relative to ${SMALL} sessions`,
      many / few,
      { max: 6 },
      [
        `${few.toFixed(2)} and ${many.toFixed(2)} ms,`,
        `${(many / listed).toFixed(1)} times a list of 25`,
      ].join(" "),
    );
  }
} finally {
  await small.close();
  await large.close();
  rmSync(folder, { recursive: true, force: true });
}
