/** The memory of a long iteration. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { SyllableSDKCore } from "../src/core.js";
import { sessionsIterate } from "../src/funcs/sessionsIterate.js";
import { json, serve } from "./support/server.js";

const COUNT = 200_000;
const APART = 1000;
const START = Date.UTC(2026, 0, 1);

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const heapInUse = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** Starts a server that generates sessions, one per second, for each request. */
const serveGenerated = () =>
  serve((request, response) => {
    const query = new URL(request.url!, "http://here").searchParams;
    const indexOf = (name: string, otherwise: number) => {
      const bound = query.get(name);
      return bound ? Math.ceil((Date.parse(bound) - START) / APART) : otherwise;
    };
    const from = Math.max(0, indexOf("start_datetime", 0));
    const until = Math.min(COUNT, indexOf("end_datetime", COUNT));
    const limit = Number(query.get("limit"));
    const page = Number(query.get("page") ?? 0);
    const total = Math.max(0, until - from);
    const up = query.get("order_by_direction") === "asc";
    const length = Math.max(0, Math.min(limit, total - page * limit));
    const items = Array.from({ length }, (_, i) => {
      const rank = page * limit + i;
      const index = up ? from + rank : until - 1 - rank;
      return { timestamp: new Date(START + index * APART).toISOString(), session_id: `${index}` };
    });
    json(response, { items, page, page_size: limit, total_count: total });
  });

test.each([1, 4])("memory is constant, concurrency %i", async (concurrency) => {
  await using server = await serveGenerated();
  const client = new SyllableSDKCore({ serverURL: server.url, apiKeyHeader: "key" });
  const heap: number[] = [];
  let count = 0;
  const options = { concurrency };
  for await (const { sessionId } of sessionsIterate(client, { limit: 2000 }, options)) {
    if (sessionId !== `${COUNT - 1 - count}`) throw new Error(`session ${sessionId} at ${count}`);
    count++;
    if (count % 40_000 === 0) heap.push(heapInUse());
    server.seen.length = 0;
  }
  expect(count).toBe(COUNT);
  expect(Math.max(...heap) - heap[0]!).toBeLessThan(4 * 2 ** 20);
});
