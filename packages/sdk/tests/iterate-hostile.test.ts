/** Iterations over the lists of a hostile server. */
import { afterEach, describe, expect, test } from "vitest";
import { UnexpectedClientError } from "../src/models/errors/index.js";
import { asc, idsOf, MINUTE, rowsOf, serveRows, upTo } from "./support/iterating.js";
import { json, serve, type TestServer } from "./support/server.js";

let server: TestServer;
afterEach(() => server[Symbol.asyncDispose]());

const START = Date.UTC(2026, 0, 31);
const at = (ms: number) => new Date(START + ms).toISOString();

/** Starts a server that makes up a list for each request. */
async function serveLists(
  make: (query: { page: number; limit: number; index: number }) => object,
): Promise<void> {
  server = await serve((request, response, index) => {
    const query = new URL(request.url!, "http://here").searchParams;
    const page = Number(query.get("page") ?? 0);
    const limit = Number(query.get("limit"));
    json(response, { page, page_size: limit, ...make({ page, limit, index }) });
  });
}

describe("an iteration without progress ends with an error", () => {
  test.each<[string, Parameters<typeof serveLists>[0]]>([
    [
      "empty pages with growing totals",
      ({ page }) => ({ items: [], total_count: 1e9 + page * 1e6, total_pages: 1e6 + page }),
    ],
    [
      "the same page again and again",
      ({ page }) => ({
        items: [{ timestamp: at(0), session_id: "1" }],
        total_count: 1e9 + page,
        total_pages: 1e6 + page,
      }),
    ],
    [
      "new sessions before those that were returned",
      ({ index }) => ({
        items: [{ timestamp: at(index === 0 ? 1000 : -1000), session_id: `${index}` }],
        total_count: 1e9,
      }),
    ],
  ])("%s", async (_, make) => {
    await serveLists(make);
    const error = await idsOf(server, { ...asc, limit: 1 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnexpectedClientError);
    expect(error.message).toMatch(/^1000 consecutive pages contain no new session/);
    expect(server.seen.length).toBeLessThan(1_010);
  });

  test("too many sessions share one millisecond", async () => {
    await serveLists(({ page, limit }) => ({
      items: Array.from({ length: limit }, (_, i) => ({
        timestamp: at(0),
        session_id: `${page}-${i}-${"x".repeat(1_000_000)}`,
      })),
      total_count: 1e9,
    }));
    const error = await idsOf(server, { ...asc, limit: 10 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnexpectedClientError);
    expect(error.message).toBe("Too many sessions share one millisecond");
    expect(server.seen.length).toBeLessThan(15);
  });
});

test.each([1, 4])("pages larger than requested are read, concurrency %i", async (concurrency) => {
  const rows = rowsOf(1000, () => MINUTE);
  const listServer = await serveRows(rows);
  server = await serve(async (request, response) => {
    const url = new URL(request.url!, listServer.url);
    url.searchParams.set("limit", `${Number(url.searchParams.get("limit")) * 10}`);
    json(response, await (await fetch(url)).json());
  });
  expect(await idsOf(server, { ...asc, limit: 20 }, { concurrency })).toEqual(upTo(1000));
  expect(server.seen.length).toBeLessThan(60);
  await listServer[Symbol.asyncDispose]();
});

test("a last session in the year 9999 does not lead to endless slices", async () => {
  const listServer = await serveRows(rowsOf(300, () => MINUTE));
  const last = { timestamp: "9999-12-31T23:59:59.999Z", session_id: "1" };
  server = await serve(async (request, response) => {
    const url = new URL(request.url!, listServer.url);
    if (url.searchParams.get("limit") === "1")
      json(response, { items: [last], page: 0, page_size: 1 });
    else json(response, await (await fetch(url)).json());
  });
  expect(await idsOf(server, { ...asc, limit: 50 }, { concurrency: 4 })).toEqual(upTo(300));
  expect(server.seen.length).toBeLessThan(100);
  await listServer[Symbol.asyncDispose]();
});

test.each(["asc", "desc"] as const)(
  "the first and the last possible timestamp are iterated, %s",
  async (direction) => {
    const ends = ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"];
    const listServer = await serveRows(
      ends.map((end, id) => ({ id: `${id}`, us: Date.parse(end) * 1000 })),
    );
    server = listServer;
    const ids = await idsOf(server, { orderByDirection: direction, limit: 1 });
    expect(ids).toEqual(direction === "asc" ? ["0", "1"] : ["1", "0"]);
    for (const { url } of server.seen) expect(url).not.toMatch(/datetime=(-|%2B)/);
  },
);
