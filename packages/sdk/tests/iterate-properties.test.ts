/** The guarantees of an iteration, with many random servers. */
import { describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import { sessionsPages } from "../src/funcs/sessionsPages.js";
import type { SessionsIterateOptions, SessionsIterateRequest } from "../src/iterate/options.js";
import type { Session } from "../src/models/components/index.js";
import { type ListServer, type Quirks, type Row, startListServer } from "./support/list-server.js";
import { type Random, randomFrom } from "./support/random.js";

/** The environment can set more seeds, and another first one. */
const SEEDS = Number(process.env.ITERATE_SEEDS ?? 12);
const FIRST_SEED = Number(process.env.ITERATE_FIRST_SEED ?? 1);
const BASE = Date.UTC(2026, 0, 31, 9) * 1000;

/** Sessions in groups that share a millisecond or microsecond, with gaps between the groups. */
function randomRows(random: Random, hidden: number): Row[] {
  const rows: Row[] = [];
  let us = BASE;
  while (rows.length < 40 + random.below(60)) {
    us += random.of(0, 1, 300, 1000, 1500, 3000, 60_000_000, 60_000_000, 3_600_000_000);
    const groupSize = random.of(1, 1, 1, 1, 2, 5, 25);
    const apart = random.of(0, 0, 1, 400);
    for (let i = 0; i < groupSize; i++) {
      us += apart;
      rows.push({ id: `${1 + random.below(1_000_000)}`, us, hidden: random.chance(hidden) });
    }
  }
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function randomQuirks(random: Random): Quirks {
  const count = random.chance(0.6);
  const pages = random.chance(0.4);
  return {
    includesStart: random.chance(0.5),
    includesEnd: random.chance(0.5),
    ties: random.of("up", "down", "shuffled"),
    cap: random.of(3, 5, 1000, 1000),
    reportsCap: random.chance(0.5),
    totals: { count, pages },
    emptyPage: count || pages ? random.of(undefined, undefined, 0, 1, 2) : undefined,
    clampsPage: random.chance(0.15),
    withoutIds: random.chance(0.1),
    faults: random.of(0, 0, 0.1, 0.3),
    inserts: random.of(0, 0.3, 0.5),
  };
}

/** A server, and an iteration over its sessions. */
interface Scenario {
  server: ListServer;
  client: SyllableSDKCore;
  request: SessionsIterateRequest;
  /** The sources of the sessions that exist at the start, in the order of the list. */
  existing: string[];
}

async function randomScenario(seed: number, direction: "asc" | "desc"): Promise<Scenario> {
  const random = randomFrom(seed);
  const quirks = randomQuirks(random);
  const mayHide = quirks.totals.count && quirks.emptyPage === undefined;
  const rows = randomRows(random, mayHide && random.chance(0.4) ? 0.3 : 0);
  const server = await startListServer(random, quirks, rows);
  // Bounds are at the time of a session, or slightly later.
  const bound = () =>
    random.chance(0.6)
      ? undefined
      : new Date(Math.floor(random.of(...rows).us / 1000) + random.of(0, 0, 1, 60_000))
          .toISOString()
          .replace("Z", random.of("Z", "", "400Z", "400+00:00"));
  const request: SessionsIterateRequest = {
    orderByDirection: direction === "desc" ? random.of(direction, undefined) : direction,
    limit: random.of(1, 5, 5, 12, 12, 40),
    startDatetime: bound(),
    endDatetime: bound(),
    fields: random.of(undefined, undefined, ["source"], ["source", "session_id"]),
  };
  const query = new URLSearchParams({ order_by_direction: direction });
  if (request.startDatetime) query.set("start_datetime", request.startDatetime);
  if (request.endDatetime) query.set("end_datetime", request.endDatetime);
  const existing = server.ordered(query).filter(({ hidden }) => !hidden);
  const client = new SyllableSDKCore({
    serverURL: server.url,
    apiKeyHeader: "key",
    retryConfig: {
      strategy: "backoff",
      backoff: { initialInterval: 1, maxInterval: 2 },
      retryConnectionErrors: true,
    },
  });
  return { server, client, request, existing: existing.map(({ id }) => `+${id}`) };
}

/** Reads all sessions in one iteration. */
async function readAtOnce({ client, request }: Scenario, options: SessionsIterateOptions) {
  const sessions: Session[] = [];
  for await (const session of sessionsIterate(client, request, options)) sessions.push(session);
  return sessions;
}

/** Reads all sessions with a new iteration for each page. */
async function readByCursor({ client, request }: Scenario, options: SessionsIterateOptions) {
  const sessions: Session[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { value: page } = await sessionsPages(client, request, { ...options, cursor }).next();
    if (!page) return sessions;
    expect(page.items.length).toBeGreaterThan(0);
    sessions.push(...page.items);
    cursor = page.cursor;
  }
}

/** How to read a scenario, and the share of the seeds to use. */
const readers = [
  ["in one iteration", readAtOnce, 1],
  ["one iteration per page", readByCursor, 0.3],
] as const;

describe.each(["asc", "desc"] as const)("in direction %s", (direction) => {
  describe.each([1, 4])("concurrency %i", (concurrency) => {
    test.each(readers)("%s: each session exactly once, in order", async (_, read, share) => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS * share; seed++) {
        const scenario = await randomScenario(seed, direction);
        const { server, request, existing } = scenario;
        try {
          const sessions = await read(scenario, { concurrency });
          const returned = sessions.map(({ source }) => source!);
          const known = new Set(existing);
          expect(new Set(returned).size, `seed ${seed}: duplicates`).toBe(returned.length);
          expect(
            returned.filter((id) => known.has(id)),
            `seed ${seed}`,
          ).toEqual(existing);
          const times = sessions.map(({ timestamp }) => +timestamp);
          const sorted = [...times].sort((a, b) => (direction === "asc" ? a - b : b - a));
          expect(times, `seed ${seed}: order of time`).toEqual(sorted);
          if (request.fields?.length === 1) {
            expect(sessions.every((session) => !("sessionId" in session))).toBe(true);
          }
        } catch (error) {
          throw new Error(`seed ${seed}: ${error}`, { cause: error });
        } finally {
          await server[Symbol.asyncDispose]();
        }
      }
    });
  });
});
