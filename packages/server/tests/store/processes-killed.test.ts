/** If one of several processes is killed, nothing is stored partially, and the others continue. */

import { randomBytes } from "node:crypto";
import type { ImportResultWire } from "syllable-contract";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import {
  beginUpload,
  bytesOf,
  finishUpload,
  listRecordings,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, type TestService } from "syllable-test-support/service";
import { AT, importLines, importResultsIn, putSession } from "syllable-test-support/sessions";
import { beforeAll, describe, expect, test } from "vitest";
import { totalOf } from "./total-of.js";
import { openBackends, withProcesses } from "./with-processes.js";

/** The index of the process that is killed. */
const VICTIM = 2;

const backends = await openBackends();
const { server, store } = backends;

const line = (id: number) =>
  JSON.stringify({
    session_id: String(id),
    timestamp: new Date(Date.parse(AT) + id * 60_000).toISOString(),
    agent_name: `agent ${id % 5}`,
    source: `+1415555${id % 97}`,
    is_test: id % 4 === 0,
  });

/** Begins an import that sends these lines and does not end. `results` grows until it is interrupted. */
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
    let text = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const end = text.lastIndexOf("\n") + 1;
      results.push(...importResultsIn(text.slice(0, end)));
      text = text.slice(end);
    }
  };
  return {
    results,
    outcome: receive().then(
      () => "completed",
      () => "interrupted",
    ),
  };
}

describe("when one of several processes is killed", needs(server, store), () => {
  const processes = withProcesses(backends);
  let services: TestService[];
  let balanced: TestService;
  beforeAll(() => {
    ({ services, balanced } = processes);
  });

  const query = (text: string) => processes.database.query(text);
  /** Waits until the database has rolled back the transactions of the killed process. */
  const rolledBack = () =>
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
    await rolledBack();
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
    const [[realSessions]] = (await query(
      "SELECT count(*)::int FROM sessions WHERE is_test = 0",
    )) as [[number]];
    for (const service of [services[0]!, services[1]!, balanced])
      expect(await totalOf(service)).toBe(realSessions);
  }

  test("during an import, only complete batches are stored, and the other processes can import the rest", async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => line(index + 1));
    const { results, outcome } = beginImport(services[VICTIM]!, lines.slice(0, 12_000));
    const concurrent = importLines(services[0]!, lines.slice(11_000, 13_000).join("\n"));
    await eventually(() => expect(results.length).toBeGreaterThan(0), 60_000);
    await processes.kill(VICTIM);
    expect(await outcome).toBe("interrupted");
    expect((await concurrent).filter(({ status }) => status === "rejected")).toEqual([]);

    await rolledBack();
    const reported = new Set(results.map(({ session_id }) => session_id));
    const stored = (await query("SELECT session_id::text, wire FROM sessions")) as [
      string,
      string,
    ][];
    for (const [id, json] of stored) expect(JSON.parse(json)).toEqual(JSON.parse(line(Number(id))));
    const ids = new Set(stored.map(([id]) => id));
    expect([...reported].filter((id) => !ids.has(id!))).toEqual([]);
    await expectExactCounts();

    const remaining = lines.filter((_, index) => !reported.has(String(index + 1)));
    const imported = await importLines(balanced, remaining.join("\n"));
    expect(imported.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(await query("SELECT count(*)::int FROM sessions")).toEqual([[lines.length]]);
    await expectExactCounts();
  });

  test("the balancer sends requests to the other processes", async () => {
    for (let id = 1; id <= 12; id += 1) {
      expect((await balanced.call(`/api/v1/sessions/${id}`)).status).toBe(200);
      expect((await putSession(balanced, String(id))).status).toBe(200);
    }
    await processes.restart(VICTIM);
    expect(await totalOf(services[VICTIM]!)).toBe(await totalOf(services[0]!));
  });

  test("during an upload, its bytes are deleted after its lease, and other uploads continue", async () => {
    const audio = randomBytes(8_000_000);
    const begin = async (process: number, name: string) => {
      await putSession(balanced, "900001");
      return beginUpload(
        services[process]!,
        "900001",
        name,
        audio.length,
        audio.subarray(0, 6_000_000),
      );
    };
    const live = await begin(0, "live");
    const interrupted = await begin(VICTIM, "interrupted");
    const objects = () => store!.keysUnder(processes.prefix);
    await eventually(async () => expect(await objects()).toHaveLength(2));
    await processes.kill(VICTIM);
    interrupted.destroy();

    // A process sweeps when it starts. Both leases are still valid.
    await processes.restart(VICTIM);
    expect(await listRecordings(balanced, "900001")).toHaveLength(2);
    // Simulates the end of the lease.
    await query("UPDATE recordings SET lease_until = 0 WHERE name = 'interrupted'");
    await processes.kill(VICTIM);
    await processes.restart(VICTIM);
    expect(await listRecordings(services[1]!, "900001")).toMatchObject([
      { name: "live", state: "pending" },
    ]);
    await eventually(async () => expect(await objects()).toHaveLength(1));

    const { status } = await finishUpload(live, audio.subarray(6_000_000));
    expect(status).toBe(201);
    expect((await bytesOf(balanced, "900001"))[0]!.equals(audio)).toBe(true);
  });
});
