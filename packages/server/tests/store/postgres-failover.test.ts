/** A service with a primary and a standby uses the one that accepts writes, also after a failover. */
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import {
  type PairedServer,
  type PostgresPair,
  startPostgresPair,
} from "syllable-test-support/postgres-pair";
import { startService, type TestService } from "syllable-test-support/service";
import { AT, importResultsIn, putSession } from "syllable-test-support/sessions";
import { afterAll, expect, test } from "vitest";
import { totalOf } from "./total-of.js";

const pairs: PostgresPair[] = [];
async function newPair(): Promise<PostgresPair> {
  const pair = (await startPostgresPair())!;
  pairs.push(pair);
  return pair;
}
const first = await newPair();
afterAll(async () => {
  for (const pair of pairs) await pair?.remove();
});

const SOURCES = 7;
const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ session_id: String(index), timestamp: AT, source: `s${index % SOURCES}` }),
  );
const startWith = (url: string): Promise<TestService> =>
  startService({ databaseUrl: url, databaseConnections: 5 });
const countIn = async (server: PairedServer): Promise<number> => {
  const [[count]] = (await server.query("SELECT count(*)::int FROM sessions")) as [[number]];
  return count;
};
const isReady = async (service: TestService) => (await service.call("/readyz")).status === 200;

test("an import loses no line when its server is killed", needs(first), async () => {
  const { primary, standby, url } = first;
  await using service = await startWith(url("postgres"));
  const lines = linesOf(40_000);
  const importing = service.call("/api/v1/sessions/import", {
    method: "POST",
    body: lines.join("\n"),
  });
  await eventually(async () => expect(await countIn(primary)).toBeGreaterThan(0), 60_000);
  await primary.kill();
  await eventually(async () => expect(await isReady(service)).toBe(false));
  expect(await countIn(standby)).toBeLessThan(lines.length);
  await standby.promote();

  const results = importResultsIn(await (await importing).text());
  expect(results.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["created"]));
  expect(await totalOf(service)).toBe(lines.length);
  expect(await countIn(standby)).toBe(lines.length);
  for (let source = 0; source < SOURCES; source++) {
    const filter = { search_fields: "source", search_field_values: `s${source}` };
    const expected = lines.filter((_, index) => index % SOURCES === source);
    expect(await totalOf(service, filter)).toBe(expected.length);
  }
  expect(await isReady(service)).toBe(true);

  // The former primary must not be written to, although it is the first host.
  await primary.startReadOnly();
  await using other = await startWith(url("postgres"));
  for (const one of [service, other]) {
    expect((await putSession(one, "50000")).status).toBeLessThan(300);
    expect(await isReady(one)).toBe(true);
    expect(await totalOf(one)).toBe(lines.length + 1);
  }
  const found = "SELECT count(*)::int FROM sessions WHERE session_id = 50000";
  expect([await primary.query(found), await standby.query(found)]).toEqual([[[0]], [[1]]]);
});

test("a switchover loses no write, under steady reads and writes", needs(first), async () => {
  const { primary, standby, url } = await newPair();
  await using service = await startWith(url("postgres"));
  let stored = 0;
  let running = true;
  const write = async () => {
    while (running) {
      const { status } = await putSession(service, String(stored + 1));
      expect([200, 201, 503]).toContain(status);
      if (status !== 503) stored += 1;
    }
  };
  const read = async () => {
    while (running) {
      const [session, list] = await Promise.all([
        service.call("/api/v1/sessions/1"),
        service.call("/api/v1/sessions/"),
      ]);
      expect([200, 404, 503]).toContain(session.status);
      expect([200, 503]).toContain(list.status);
      await list.text();
    }
  };
  const working = Promise.all([write(), read(), read()]);
  const afterMore = async (count: number) => {
    const target = stored + count;
    await Promise.race([working, eventually(() => expect(stored).toBeGreaterThan(target), 60_000)]);
  };
  await afterMore(10);
  await primary.stop();
  await standby.promote();
  await afterMore(10);
  await primary.startAsStandby();
  await afterMore(10);
  running = false;
  await working;
  expect(await countIn(standby)).toBe(stored);
  expect(await totalOf(service)).toBe(stored);
  await eventually(async () => expect(await countIn(primary)).toBe(stored));
  const connections = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'syllable'";
  expect(await primary.query(connections)).toEqual([]);
});
