/** One of several processes is killed: nothing is half-kept, and the others go on. */

import { randomBytes } from "node:crypto";
import type { ImportResultWire } from "syllable-contract";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openObjectStore } from "syllable-test-support/object-store";
import { openPostgres } from "syllable-test-support/postgres";
import { Processes } from "syllable-test-support/processes";
import {
  beginUpload,
  bytesOf,
  finishUpload,
  listRecordings,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, type TestService } from "syllable-test-support/service";
import { AT, importLines, importResultsIn, putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const VICTIM = 2;

const server = await openPostgres();
afterAll(() => server?.remove());
const store = await openObjectStore();
afterAll(() => store?.remove());

const line = (id: number) =>
  JSON.stringify({
    session_id: String(id),
    timestamp: new Date(Date.parse(AT) + id * 60_000).toISOString(),
    agent_name: `agent ${id % 5}`,
    source: `+1415555${id % 97}`,
    is_test: id % 4 === 0,
  });

/** An import that has sent these lines, and never ends; the results that came until it was cut. */
function beginImport({ url }: TestService, lines: readonly string[]) {
  const results: ImportResultWire[] = [];
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(`${lines.join("\n")}\n`)),
  });
  const receive = async () => {
    const response = await fetch(`${url}/api/v1/sessions/import`, {
      method: "POST",
      headers: { "syllable-api-key": ADMIN_KEY, "content-type": "application/x-ndjson" },
      body,
      duplex: "half",
    } as RequestInit);
    let rest = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const end = (rest + chunk).lastIndexOf("\n") + 1;
      results.push(...importResultsIn((rest + chunk).slice(0, end)));
      rest = (rest + chunk).slice(end);
    }
  };
  return {
    results,
    cut: receive().then(
      () => "ended",
      () => "cut",
    ),
  };
}

describe("a process killed among several", needs(server, store), () => {
  let processes: Processes;
  let each: TestService[];
  let front: TestService;
  beforeAll(async () => {
    processes = await Processes.start(server!, store!);
    ({ each, front } = processes);
  });
  afterAll(() => processes?.remove());

  const query = (text: string) => processes.database.query(text);
  const totalOf = async (service: TestService) =>
    ((await (await service.call("/api/v1/sessions/?limit=1")).json()) as { total_count: number })
      .total_count;

  /** What a killed process had under way is undone once the database has seen that it is gone. */
  const settled = () =>
    eventually(async () =>
      expect(
        await query(
          `SELECT count(*)::int FROM pg_stat_activity
           WHERE datname = current_database() AND backend_type = 'client backend'
             AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
        ),
      ).toEqual([[0]]),
    );

  async function expectExactCounts(): Promise<void> {
    await settled();
    expect(
      await query(
        `SELECT profile_id, sum(sessions)::int FROM session_counts
         WHERE span = 0 AND profile_id > 0 AND sessions > 0 GROUP BY 1 ORDER BY 1`,
      ),
    ).toEqual(await query("SELECT profile_id, count(*)::int FROM sessions GROUP BY 1 ORDER BY 1"));
    expect(
      await query(
        `SELECT value_id, (sessions + tests)::int FROM session_value_counts
         WHERE sessions + tests > 0 ORDER BY 1`,
      ),
    ).toEqual(
      await query(
        `SELECT id, count(*)::int FROM (
           SELECT source_id AS id FROM sessions UNION ALL SELECT target_id FROM sessions
         ) AS ids GROUP BY 1 ORDER BY 1`,
      ),
    );
    const [[real]] = (await query("SELECT count(*)::int FROM sessions WHERE is_test = 0")) as [
      [number],
    ];
    for (const service of [each[0]!, each[1]!, front]) expect(await totalOf(service)).toBe(real);
  }

  test("in mid-import leaves whole sessions; its client sends the rest through the others", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => line(index + 1));
    const { results, cut } = beginImport(each[VICTIM]!, lines.slice(0, 12_000));
    const beside = importLines(each[0]!, lines.slice(11_000, 13_000).join("\n"));
    await eventually(() => expect(results.length).toBeGreaterThan(0), 60_000);
    await processes.kill(VICTIM);
    expect(await cut).toBe("cut");
    expect((await beside).filter(({ status }) => status === "rejected")).toEqual([]);

    await settled();
    const told = new Set(results.map(({ session_id }) => session_id));
    const kept = (await query("SELECT session_id::text, wire FROM sessions")) as [string, string][];
    for (const [id, wire] of kept) expect(JSON.parse(wire)).toEqual(JSON.parse(line(Number(id))));
    const ids = new Set(kept.map(([id]) => id));
    expect([...told].filter((id) => !ids.has(id!))).toEqual([]);
    await expectExactCounts();

    const rest = lines.filter((_, index) => !told.has(String(index + 1)));
    const again = await importLines(front, rest.join("\n"));
    expect(again.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(await query("SELECT count(*)::int FROM sessions")).toEqual([[lines.length]]);
    await expectExactCounts();
  });

  test("is left out by the balancer", async () => {
    for (let id = 1; id <= 12; id += 1) {
      expect((await front.call(`/api/v1/sessions/${id}`)).status).toBe(200);
      expect((await putSession(front, String(id))).status).toBe(200);
    }
    await processes.revive(VICTIM);
    expect(await totalOf(each[VICTIM]!)).toBe(await totalOf(each[0]!));
  });

  test("in mid-upload leaves what is swept once its lease is over; a sibling's goes on", async () => {
    const audio = randomBytes(8_000_000);
    const begin = async (by: number, name: string) => {
      await putSession(front, "900001");
      return beginUpload(each[by]!, "900001", name, audio.length, audio.subarray(0, 6_000_000));
    };
    const live = await begin(0, "live");
    const dying = await begin(VICTIM, "cut");
    const objects = () => store!.keysUnder(processes.prefix);
    await eventually(async () => expect(await objects()).toHaveLength(2));
    await processes.kill(VICTIM);
    dying.destroy();

    // One that starts sweeps; for all that it knows, both go on.
    await processes.revive(VICTIM);
    expect(await listRecordings(front, "900001")).toHaveLength(2);
    // As time does to a lease that nobody renews.
    await query("UPDATE recordings SET lease_until = 0 WHERE name = 'cut'");
    await processes.kill(VICTIM);
    await processes.revive(VICTIM);
    expect(await listRecordings(each[1]!, "900001")).toMatchObject([
      { name: "live", state: "pending" },
    ]);
    await eventually(async () => expect(await objects()).toHaveLength(1));

    const { status } = await finishUpload(live, audio.subarray(6_000_000));
    expect(status).toBe(201);
    expect((await bytesOf(front, "900001"))[0]!.equals(audio)).toBe(true);
  });
});
