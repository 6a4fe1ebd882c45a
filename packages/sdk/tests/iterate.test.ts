import { afterEach, describe, expect, test } from "vitest";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import { HTTPClient } from "../src/lib/http.js";
import type { Session } from "../src/models/components/index.js";
import type { Adversary } from "./support/adversary.js";
import { asc, clientOf, honest, idsOf, MINUTE, rowsOf, upTo } from "./support/iterating.js";

let server: Adversary;
afterEach(() => server[Symbol.asyncDispose]());

describe("the requests of an iteration", () => {
  test("are one for what fits a page, newest first", async () => {
    server = await honest(rowsOf(150, () => MINUTE));
    const { seen } = server;
    expect(await idsOf(server, {})).toEqual(upTo(150).reverse());
    expect(seen.map(({ url }) => [...new URL(url, "http://here").searchParams].sort())).toEqual([
      [
        ["limit", "200"],
        ["order_by", "timestamp"],
        ["order_by_direction", "desc"],
        ["page", "0"],
      ],
    ]);
  });

  test("are two where the server tells no totals", async () => {
    server = await honest(
      rowsOf(50, () => MINUTE),
      { totals: { count: false, pages: false } },
    );
    const { seen } = server;
    expect(await idsOf(server, asc)).toEqual(upTo(50));
    expect(seen.length).toBe(2);
  });

  test("are none beyond the pages, of page 0 each, where timestamps differ", async () => {
    server = await honest(rowsOf(1000, () => MINUTE));
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 101 })).toEqual(upTo(1000));
    expect(seen.length).toBe(10);
    expect(seen.every(({ url }) => url.includes("page=0"))).toBe(true);
  });

  test.each<[string, number, (index: number) => number]>([
    [
      "days that come and go",
      1.7,
      (index) => Math.round(MINUTE * 1.01 ** (100 * Math.sin(index / 600))),
    ],
    [
      "nights and rushes",
      3,
      (index) => (index % 500 === 0 ? 600 * MINUTE : MINUTE / (index % 1000 < 500 ? 1 : 20)),
    ],
  ])("are few more with slices, through %s", async (_, times, apart) => {
    server = await honest(rowsOf(6000, apart));
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(6000));
    expect(seen.length).toBeLessThan(times * 60);
  });

  test("go through thousands of sessions of one timestamp", async () => {
    server = await honest(rowsOf(3000, (index) => (index % 2990 === 5 ? MINUTE : 0)));
    expect(await idsOf(server, { ...asc, limit: 100 })).toEqual(upTo(3000));
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 3 })).toEqual(upTo(3000));
  });

  describe.each(["asc", "desc"] as const)("in direction %s", (orderByDirection) => {
    const bounds = [true, false].flatMap((includesStart) =>
      [true, false].map((includesEnd) => ({ includesStart, includesEnd })),
    );

    test.each(bounds)("lose and double none at the edges with bounds %j", async (quirks) => {
      server = await honest(
        rowsOf(500, () => 1000),
        quirks,
      );
      const ids = upTo(500);
      const expected = orderByDirection === "asc" ? ids : ids.reverse();
      for (const concurrency of [1, 4]) {
        const given = await idsOf(server, { orderByDirection, limit: 20 }, { concurrency });
        expect(given).toEqual(expected);
      }
    });

    test.each([0, 100, 500, 900])("keep to the caller's bounds from %i µs on", async (micros) => {
      server = await honest(rowsOf(400, () => 100));
      const { ordered } = server;
      const at = (ms: number) =>
        `2026-01-31T00:00:00.${`${ms}`.padStart(3, "0")}${`${micros}`.padStart(3, "0")}Z`;
      const request = { orderByDirection, startDatetime: at(3), endDatetime: at(17) };
      const query = new URLSearchParams({
        order_by_direction: orderByDirection,
        start_datetime: request.startDatetime,
        end_datetime: request.endDatetime,
      });
      for (const concurrency of [1, 4]) {
        for (const limit of [1, 3, 7, 25]) {
          const given = await idsOf(server, { ...request, limit }, { concurrency });
          expect(given).toEqual(ordered(query).map(({ id }) => id));
        }
      }
    });
  });

  test("get through data with ages between", async () => {
    server = await honest(rowsOf(2000, (index) => (index === 1 || index === 1999 ? 5e14 : MINUTE)));
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(2000));
    expect(seen.length).toBeLessThan(100);
  });

  test.each<[string, number, (index: number) => number]>([
    ["an even pace", 2000, () => MINUTE],
    // A stretch that turns out to be crowded is sliced anew while the slices after it are fetched.
    ["a rush", 6000, (index) => (index > 3000 && index < 5000 ? 1000 : MINUTE)],
  ])("are at most as many at once as asked for, through %s", async (_, count, apart) => {
    const made = await honest(rowsOf(count, apart));
    server = made;
    let now = 0;
    let most = 0;
    const fetcher = async (request: RequestInfo | URL) => {
      most = Math.max(most, ++now);
      return fetch(request).finally(() => now--);
    };
    const settings = { httpClient: new HTTPClient({ fetcher }), serverURL: made.url };
    const given = await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 }, settings);
    expect(given).toEqual(upTo(count));
    expect(most).toBe(4);
  });

  test("ask for the id where it is needed and keep it to themselves", async () => {
    server = await honest(rowsOf(3, () => 0));
    const { seen } = server;
    const sessions: Session[] = [];
    for await (const session of sessionsIterate(clientOf(server), { fields: ["source"] })) {
      sessions.push(session);
    }
    expect(sessions.map((session) => Object.keys(session).sort())).toEqual(
      sessions.map(() => ["source", "timestamp"]),
    );
    expect(seen[0]!.url).toContain("fields=source&fields=session_id");
  });
});
