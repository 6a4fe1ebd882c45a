import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import { openSqliteStore } from "../store/sqlite/open.js";
import { SessionImport } from "./session-import.js";

const LINES = 600;
const LENGTH = 30_000;
const MEGABYTE = 1_000_000;

test("long lines share a transaction with few others, so that little is held in memory", async () => {
  const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const store = await openSqliteStore(join(folder, "sessions.sqlite"));
  const batches: number[] = [];
  const sessions = {
    ...store.sessions,
    put: (...[organisation, records]: Parameters<typeof store.sessions.put>) => {
      batches.push(records.reduce((bytes, { wire }) => bytes + wire.length, 0));
      return store.sessions.put(organisation, records);
    },
  };
  async function* body() {
    const source = "x".repeat(LENGTH);
    const line = `${JSON.stringify({ timestamp: "2026-03-01T12:00:00Z", source })}\n`;
    for (let lines = 0; lines < LINES; lines += 1) yield Buffer.from(line);
  }
  let verdicts = "";
  const run = new SessionImport(sessions, folder).run(1, body(), {} as FastifyBaseLogger);
  for await (const told of run) verdicts += told;
  expect(verdicts.match(/"created"/g)).toHaveLength(LINES);
  expect(Math.max(...batches)).toBeLessThan(10 * MEGABYTE);
  await store.close();
  await rm(folder, { recursive: true });
});
