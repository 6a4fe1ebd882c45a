import { afterEach, describe, expect, test } from "vitest";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import { HTTPClient } from "../src/lib/http.js";
import type { Session } from "../src/models/components/index.js";
import { asc, clientOf, idsOf, MINUTE, rowsOf, serveRows, upTo } from "./support/iterating.js";
import type { ListServer } from "./support/list-server.js";

let server: ListServer;
afterEach(() => server[Symbol.asyncDispose]());

describe("the requests of an iteration", () => {
  test("are one if all sessions fit on a page, newest first", async () => {
    server = await serveRows(rowsOf(150, () => MINUTE));
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

  test("are two if the server returns no totals", async () => {
    server = await serveRows(
      rowsOf(50, () => MINUTE),
      { totals: { count: false, pages: false } },
    );
    const { seen } = server;
    expect(await idsOf(server, asc)).toEqual(upTo(50));
    expect(seen.length).toBe(2);
  });

  test("are one per page, each for page 0, if timestamps differ", async () => {
    server = await serveRows(rowsOf(1000, () => MINUTE));
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 101 })).toEqual(upTo(1000));
    expect(seen.length).toBe(10);
    expect(seen.every(({ url }) => url.includes("page=0"))).toBe(true);
  });

  test.each<[string, number, (index: number) => number]>([
    [
      "a rate that changes gradually",
      1.7,
      (index) => Math.round(MINUTE * 1.01 ** (100 * Math.sin(index / 600))),
    ],
    [
      "a rate that changes suddenly",
      3,
      (index) => (index % 500 === 0 ? 600 * MINUTE : MINUTE / (index % 1000 < 500 ? 1 : 20)),
    ],
  ])("are few more with concurrency, at %s", async (_, times, apart) => {
    server = await serveRows(rowsOf(6000, apart));
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(6000));
    expect(seen.length).toBeLessThan(times * 60);
  });

  test("read thousands of sessions with one timestamp", async () => {
    server = await serveRows(rowsOf(3000, (index) => (index % 2990 === 5 ? MINUTE : 0)));
    expect(await idsOf(server, { ...asc, limit: 100 })).toEqual(upTo(3000));
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 3 })).toEqual(upTo(3000));
  });

  describe.each(["asc", "desc"] as const)("in direction %s", (orderByDirection) => {
    const bounds = [true, false].flatMap((includesStart) =>
      [true, false].map((includesEnd) => ({ includesStart, includesEnd })),
    );

    test.each(bounds)(
      "miss and repeat no session between windows, with bounds %j",
      async (quirks) => {
        server = await serveRows(
          rowsOf(500, () => 1000),
          quirks,
        );
        const ids = upTo(500);
        const expected = orderByDirection === "asc" ? ids : ids.reverse();
        for (const concurrency of [1, 4]) {
          const returned = await idsOf(server, { orderByDirection, limit: 20 }, { concurrency });
          expect(returned).toEqual(expected);
        }
      },
    );

    test.each([0, 100, 500, 900])("respect the caller's time range, from %i µs", async (micros) => {
      server = await serveRows(rowsOf(400, () => 100));
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
          const returned = await idsOf(server, { ...request, limit }, { concurrency });
          expect(returned).toEqual(ordered(query).map(({ id }) => id));
        }
      }
    });
  });

  test("skip long gaps", async () => {
    server = await serveRows(
      rowsOf(2000, (index) => (index === 1 || index === 1999 ? 5e14 : MINUTE)),
    );
    const { seen } = server;
    expect(await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(2000));
    expect(seen.length).toBeLessThan(100);
  });

  test.each<[string, number, (index: number) => number]>([
    ["an even rate", 2000, () => MINUTE],
    // A crowded slice is divided again while later slices are being requested.
    [
      "a rate that changes suddenly",
      6000,
      (index) => (index > 3000 && index < 5000 ? 1000 : MINUTE),
    ],
  ])("are at most as many at once as the concurrency, at %s", async (_, count, apart) => {
    const listServer = await serveRows(rowsOf(count, apart));
    server = listServer;
    let pending = 0;
    let maxPending = 0;
    const fetcher = async (request: RequestInfo | URL) => {
      maxPending = Math.max(maxPending, ++pending);
      return fetch(request).finally(() => pending--);
    };
    const settings = { httpClient: new HTTPClient({ fetcher }), serverURL: listServer.url };
    const returned = await idsOf(server, { ...asc, limit: 100 }, { concurrency: 4 }, settings);
    expect(returned).toEqual(upTo(count));
    expect(maxPending).toBe(4);
  });

  test("include the session id, which is then removed again", async () => {
    server = await serveRows(rowsOf(3, () => 0));
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
