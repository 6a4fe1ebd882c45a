/** Iteration against the real service, while sessions are being added. */

import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { importLines, putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionsIterateOptions } from "../src/iterate/options.js";
import { SyllableSDK } from "../src/sdk/sdk.js";
import { randomFrom } from "./support/random.js";

const BASE = Date.UTC(2026, 0, 31);
const random = randomFrom(1);
/** A random timestamp, with or without microseconds, that other sessions may share. */
const randomTimestamp = () => {
  const group = random.of(0, 0, random.below(3), random.below(1000));
  const micros = random.chance(0.3) ? `${100 + random.below(900)}` : "";
  return new Date(BASE + group * 7).toISOString().replace("Z", `${micros}Z`);
};

let service: TestService;
let sdk: SyllableSDK;
const existing = new Set<string>();

beforeAll(async () => {
  service = await startService();
  sdk = new SyllableSDK({ apiKeyHeader: ADMIN_KEY, serverURL: service.url });
  for (let id = 1; id <= 1500; id++) existing.add(`${id}`);
  const lines = [...existing].map((session_id) =>
    JSON.stringify({ session_id, timestamp: randomTimestamp(), agent_name: "Front desk" }),
  );
  await importLines(service, lines.join("\n"));
});
afterAll(() => service.remove());

describe.each(["asc", "desc"] as const)("in direction %s", (orderByDirection) => {
  test.each<SessionsIterateOptions>([{}, { concurrency: 4 }])(
    "each session exactly once while others are stored, with %j",
    async (options) => {
      const before = new Set(existing);
      let next = 10_000 + existing.size;
      let isDone = false;
      const storing = (async () => {
        while (!isDone) {
          const id = `${next++}`;
          await putSession(service, id, { timestamp: randomTimestamp() });
          existing.add(id);
        }
      })();
      const returned: string[] = [];
      const times: number[] = [];
      try {
        const request = { orderByDirection, limit: 40 };
        for await (const { sessionId, timestamp } of sdk.sessions.iterate(request, options)) {
          returned.push(sessionId!);
          times.push(+timestamp);
        }
      } finally {
        isDone = true;
        await storing;
      }
      expect(existing.size).toBeGreaterThan(before.size);
      expect(new Set(returned).size).toBe(returned.length);
      expect([...before].filter((id) => !returned.includes(id))).toEqual([]);
      const sign = orderByDirection === "asc" ? 1 : -1;
      expect(times).toEqual([...times].sort((a, b) => sign * (a - b)));
    },
  );
});

test("a filter and a time range apply on every page", async () => {
  const request = {
    searchFields: ["agent_name" as const],
    searchFieldValues: ["front"],
    startDatetime: "2026-01-31T00:00:00.007Z",
    endDatetime: "2026-01-31T00:00:05Z",
    limit: 10_000,
  };
  const { items } = await sdk.sessions.list({ ...request, orderBy: "timestamp" });
  const ids: unknown[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { value: page } = await sdk.sessions.pages({ ...request, limit: 60 }, { cursor }).next();
    if (!page) break;
    ids.push(...page.items.map(({ sessionId }) => sessionId));
    cursor = page.cursor;
  }
  expect(ids.length).toBeGreaterThan(300);
  expect(ids).toEqual(items.map(({ sessionId }) => sessionId));
});
