/** Iteration, case by case, against real servers. */
import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import { sessionsPages } from "../src/funcs/sessionsPages.js";
import type { SessionsIterateOptions, SessionsIterateRequest } from "../src/iterate/options.js";
import type { SDKOptions } from "../src/lib/config.js";
import { HTTPClient } from "../src/lib/http.js";
import type { Session } from "../src/models/components/index.js";
import * as errors from "../src/models/errors/index.js";
import { SyllableSDK } from "../src/sdk/sdk.js";
import { adversary, type Quirks, type Row } from "./support/adversary.js";
import { randomFrom } from "./support/random.js";
import { json, serve, type TestServer, until } from "./support/server.js";

const HONEST: Quirks = {
  includesStart: true,
  includesEnd: false,
  ties: "up",
  cap: 10_000,
  ownsUpToCap: true,
  totals: { count: true, pages: true },
  clampsPage: false,
  withoutIds: false,
  faults: 0,
  inserts: 0,
};
const START = Date.UTC(2026, 0, 31) * 1000;
const MINUTE = 60_000_000;

/** Sessions with ids from 0, each some microseconds after the one before. */
const rowsOf = (count: number, apart: (index: number) => number): Row[] => {
  let us = START;
  return Array.from({ length: count }, (_, index) => {
    us += apart(index);
    return { id: `${index}`, us };
  });
};

let server: TestServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

const honest = async (rows: Row[], quirks: Partial<Quirks> = {}) => {
  const made = await adversary(randomFrom(1), { ...HONEST, ...quirks }, rows);
  server = made;
  return made;
};
const clientOf = (settings: SDKOptions = {}) =>
  new SyllableSDKCore({ serverURL: server!.url, apiKeyHeader: "key", ...settings });

async function idsOf(
  request: SessionsIterateRequest,
  options?: SessionsIterateOptions,
  settings?: SDKOptions,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const session of sessionsIterate(clientOf(settings), request, options)) {
    ids.push(session.sessionId!);
  }
  return ids;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
const asc = { orderByDirection: "asc" } as const;

describe("the requests of an iteration", () => {
  test("are one for what fits a page, newest first", async () => {
    const { seen } = await honest(rowsOf(150, () => MINUTE));
    expect(await idsOf({})).toEqual(upTo(150).reverse());
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
    const { seen } = await honest(
      rowsOf(50, () => MINUTE),
      { totals: { count: false, pages: false } },
    );
    expect(await idsOf(asc)).toEqual(upTo(50));
    expect(seen.length).toBe(2);
  });

  test("are none beyond the pages, of page 0 each, where timestamps differ", async () => {
    const { seen } = await honest(rowsOf(1000, () => MINUTE));
    expect(await idsOf({ ...asc, limit: 101 })).toEqual(upTo(1000));
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
    const { seen } = await honest(rowsOf(6000, apart));
    expect(await idsOf({ ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(6000));
    expect(seen.length).toBeLessThan(times * 60);
  });

  test("go through thousands of sessions of one timestamp", async () => {
    await honest(rowsOf(3000, (index) => (index % 2990 === 5 ? MINUTE : 0)));
    expect(await idsOf({ ...asc, limit: 100 })).toEqual(upTo(3000));
    expect(await idsOf({ ...asc, limit: 100 }, { concurrency: 3 })).toEqual(upTo(3000));
  });

  test("get through data with ages between", async () => {
    const { seen } = await honest(
      rowsOf(2000, (index) => (index === 1 || index === 1999 ? 5e14 : MINUTE)),
    );
    expect(await idsOf({ ...asc, limit: 100 }, { concurrency: 4 })).toEqual(upTo(2000));
    expect(seen.length).toBeLessThan(100);
  });

  test("are at most as many at once as asked for", async () => {
    const made = await honest(rowsOf(2000, () => MINUTE));
    let now = 0;
    let most = 0;
    const fetcher = async (request: RequestInfo | URL) => {
      most = Math.max(most, ++now);
      return fetch(request).finally(() => now--);
    };
    const httpClient = new HTTPClient({ fetcher });
    await idsOf({ ...asc, limit: 50 }, { concurrency: 4 }, { httpClient, serverURL: made.url });
    expect(most).toBe(4);
  });

  test("ask for the id where it is needed and keep it to themselves", async () => {
    const { seen } = await honest(rowsOf(3, () => 0));
    const sessions: Session[] = [];
    for await (const session of sessionsIterate(clientOf(), { fields: ["source"] })) {
      sessions.push(session);
    }
    expect(sessions.map((session) => Object.keys(session).sort())).toEqual(
      sessions.map(() => ["source", "timestamp"]),
    );
    expect(seen[0]!.url).toContain("fields=source&fields=session_id");
  });
});

describe("a cursor", () => {
  const request: SessionsIterateRequest = {
    searchFields: ["source"],
    searchFieldValues: ["+15551234567"],
    startDatetime: "2026-01-31",
    limit: 5,
  };
  const cursorOf = async () => {
    await honest(rowsOf(12, () => MINUTE));
    return (await sessionsPages(clientOf(), request).next()).value!.cursor;
  };

  test("goes on after its page, with another limit, fields and concurrency", async () => {
    const cursor = await cursorOf();
    const rest = upTo(7).reverse();
    expect(await idsOf(request, { cursor })).toEqual(rest);
    expect(await idsOf({ ...request, orderByDirection: "desc" }, { cursor })).toEqual(rest);
    const other = { ...request, limit: 2, fields: ["session_id" as const] };
    expect(await idsOf(other, { cursor, concurrency: 3 })).toEqual(rest);
  });

  test("of the last page gives what came since, and else nothing", async () => {
    const { rows } = await honest(rowsOf(12, () => MINUTE));
    let cursor: string | undefined;
    for await (const page of sessionsPages(clientOf(), asc)) cursor = page.cursor;
    expect(await idsOf(asc, { cursor })).toEqual([]);
    rows.push({ id: "12", us: rows.at(-1)!.us }, { id: "13", us: rows.at(-1)!.us + MINUTE });
    expect(await idsOf(asc, { cursor })).toEqual(["12", "13"]);
  });

  test("is a short text that tells nothing of the request", async () => {
    const cursor = await cursorOf();
    expect(cursor).toMatch(/^[\w%.!~*'()-]{1,100}$/);
    expect(cursor).not.toContain("1555");
  });

  test.each<[string, SessionsIterateRequest]>([
    ["direction", { ...request, orderByDirection: "asc" }],
    ["filter", { ...request, searchFieldValues: ["+15551234568"] }],
    ["start", { ...request, startDatetime: "2026-01-30" }],
    ["end", { ...request, endDatetime: "2026-02-01" }],
  ])("of a request with another %s is refused", async (_, other) => {
    const cursor = await cursorOf();
    const { length } = server!.seen;
    await expect(idsOf(other, { cursor })).rejects.toThrow(errors.SDKValidationError);
    expect(server!.seen.length).toBe(length);
  });

  test("that is damaged is refused", async () => {
    const cursor = await cursorOf();
    const damaged = [
      "",
      "x",
      "%",
      "1",
      "null",
      "%5B1%5D",
      cursor.slice(1),
      cursor.replace("1", "2"),
    ];
    for (const text of [...damaged, cursor.replace(/\d(?=\D*$)/, (digit) => `${9 - +digit}`)]) {
      const refused = idsOf(request, { cursor: text });
      await expect(refused, text).rejects.toThrow("cursor: damaged, or of another request");
    }
  });
});

describe("a failure", () => {
  test("that passes is got over by default", async () => {
    const rows = rowsOf(30, () => MINUTE);
    const { seen } = await honest(rows, { faults: 0.2 });
    expect(await idsOf({ ...asc, limit: 8 })).toEqual(upTo(30));
    expect(seen.length).toBeGreaterThan(5);
  });

  test.each([
    ["the call", { retries: { strategy: "none" } as const }, {}],
    ["the client", {}, { retryConfig: { strategy: "none" } as const }],
  ])("is thrown where %s wants no retries", async (_, options, settings) => {
    server = await serve((_, response) => json(response, {}, 503));
    await expect(idsOf({}, options, settings)).rejects.toThrow(errors.SDKError);
    expect(server.seen.length).toBe(1);
  });

  test.each([1, 4])("of the service is thrown, %i at once", async (concurrency) => {
    server = await serve((_, response) => json(response, { detail: "no" }, 401));
    await expect(idsOf({}, { concurrency })).rejects.toMatchObject({ statusCode: 401 });
  });

  test("of the arguments is thrown", async () => {
    server = await serve((_, response) => json(response, {}));
    const wrong = { orderByDirection: "sideways" } as unknown as SessionsIterateRequest;
    await expect(idsOf(wrong)).rejects.toThrow(errors.SDKValidationError);
    expect(server.seen).toEqual([]);
  });

  test("in a later slice comes after the sessions before it", async () => {
    const made = await honest(rowsOf(1000, () => MINUTE));
    const last = new Date(made.rows[700]!.us / 1000).toISOString();
    const given: string[] = [];
    const iteration = (async () => {
      const httpClient = new HTTPClient().addHook("beforeRequest", ({ url }) => {
        const start = new URL(url).searchParams.get("start_datetime");
        if (start && start > last) throw new TypeError("no further");
      });
      const client = clientOf({ httpClient });
      const options = { concurrency: 4, retries: { strategy: "none" } as const };
      for await (const session of sessionsIterate(client, { ...asc, limit: 50 }, options)) {
        given.push(session.sessionId!);
      }
    })();
    await expect(iteration).rejects.toThrow(errors.UnexpectedClientError);
    expect(given.length).toBeGreaterThan(600);
    expect(given).toEqual(upTo(given.length));
  });

  test("to list in order of time is told, not passed over", async () => {
    const items = [1, 3, 2].map((day) => ({ timestamp: `2026-01-0${day}T00:00:00Z` }));
    server = await serve((_, response) => json(response, { items, page: 0, page_size: 200 }));
    await expect(idsOf(asc)).rejects.toThrow("order of time");
  });
});

describe("an end before the end", () => {
  /** A server that answers a while and then leaves every request open. */
  const stalling = async (answers: number) => {
    const made = await adversary(
      randomFrom(1),
      HONEST,
      rowsOf(1000, () => MINUTE),
    );
    let open = 0;
    server = await serve((request, response, index) => {
      open++;
      response.on("close", () => open--);
      if (index < answers) {
        fetch(made.url + request.url).then(async (answer) => json(response, await answer.json()));
      }
    });
    return { open: () => open, close: () => made[Symbol.asyncDispose]() };
  };

  test("by break leaves no request open", async () => {
    const { open, close } = await stalling(2);
    const client = clientOf();
    for await (const _ of sessionsIterate(client, { limit: 10 }, { concurrency: 4 })) {
      await until(() => open() === 3);
      break;
    }
    await until(() => open() === 0);
    await close();
  });

  test.each([1, 4])(
    "by the signal is at once while requests are under way, %i",
    async (concurrency) => {
      const { open, close } = await stalling(0);
      const controller = new AbortController();
      const given = idsOf({ limit: 10 }, { concurrency, fetchOptions: controller });
      given.catch(() => {});
      await until(() => open() === Math.min(concurrency, 2));
      controller.abort();
      await expect(given).rejects.toThrow(errors.RequestAbortedError);
      await until(() => open() === 0);
      await close();
    },
  );

  test("by the signal is at once between two sessions", async () => {
    await honest(rowsOf(30, () => MINUTE));
    const controller = new AbortController();
    const iteration = new SyllableSDK({ serverURL: server!.url, apiKeyHeader: "key" });
    const sessions = iteration.sessions.iterate({}, { signal: controller.signal });
    expect((await sessions.next()).value!.sessionId).toBe("29");
    controller.abort();
    await expect(sessions.next()).rejects.toThrow(errors.RequestAbortedError);
    expect(await sessions.next()).toEqual({ done: true, value: undefined });
  });

  test("by a signal that has fired sends nothing", async () => {
    await honest([]);
    const signal = AbortSignal.abort();
    await expect(idsOf({}, { signal })).rejects.toThrow(errors.RequestAbortedError);
    expect(server!.seen).toEqual([]);
  });

  test("leaves the signal without listeners", async () => {
    await honest(rowsOf(30, () => MINUTE));
    const { signal } = new AbortController();
    for await (const _ of sessionsIterate(clientOf(), {}, { signal })) break;
    await idsOf({ limit: 7 }, { signal, concurrency: 3 });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
