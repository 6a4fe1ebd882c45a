/** Several service processes over one PostgreSQL database and one bucket, behind a load balancer. */

import { randomBytes } from "node:crypto";
import type { SessionWire } from "syllable-contract";
import { runCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { Processes } from "syllable-test-support/processes";
import { recordingUrls, sha256, uploadRecording } from "syllable-test-support/recordings";
import type { TestService } from "syllable-test-support/service";
import { importLines, putSession } from "syllable-test-support/sessions";
import { beforeAll, describe, expect, test } from "vitest";
import { totalOf } from "./total-of.js";
import { openBackends, withProcesses } from "./with-processes.js";

const backends = await openBackends();
const { server, store } = backends;

const statusWithKey = async ({ url }: TestService, key: string): Promise<number> =>
  (await fetch(`${url}/api/v1/sessions/`, { headers: { "syllable-api-key": key } })).status;

describe("several processes over one database and one bucket", needs(server, store), () => {
  const processes = withProcesses(backends);
  let services: TestService[];
  let balanced: TestService;
  beforeAll(() => {
    ({ services, balanced } = processes);
  });

  test("create one first key if they start at once on an empty database", async () => {
    const keys = await processes.database.query("SELECT name, scope FROM api_keys");
    expect(keys).toEqual([["first key", "admin"]]);
  });

  test("print one generated key in total if they start at once without a key", async () => {
    const others = await Processes.start(server!, store!, {});
    const printed = others.commands.flatMap(({ stdout }) => stdout.match(/syl_\S+/g) ?? []);
    expect(printed).toHaveLength(1);
    for (const service of others.services)
      expect(await statusWithKey(service, printed[0]!)).toBe(200);
    await others.remove();
  });

  test("see the writes of each other at once", async () => {
    for (const [index, one] of services.entries()) {
      const other = services[(index + 1) % services.length]!;
      const path = `/api/v1/sessions/${index}`;
      const nameThrough = async (service: TestService) =>
        ((await (await service.call(path)).json()) as SessionWire).agent_name;
      expect((await putSession(one, String(index), { agent_name: "first" })).status).toBe(201);
      expect(await nameThrough(other)).toBe("first");
      expect(await nameThrough(balanced)).toBe("first");
      expect((await putSession(other, String(index), { agent_name: "second" })).status).toBe(200);
      expect(await nameThrough(one)).toBe("second");
      expect(await totalOf(one)).toBe(1);
      expect((await balanced.call(path, { method: "DELETE" })).status).toBe(204);
      for (const service of services) expect((await service.call(path)).status).toBe(404);
      expect(await totalOf(other)).toBe(0);
    }
  });

  test("accept the recording URLs of each other, for whole recordings and ranges", async () => {
    const audio = randomBytes(6_000_000);
    await putSession(services[0]!, "50");
    const headers = { "content-type": "audio/mpeg" };
    expect((await uploadRecording(balanced, "50", "call", audio, headers)).status).toBe(201);
    for (const service of services) {
      const [recording] = await recordingUrls(service, "50");
      const { pathname, search } = new URL(recording!);
      for (const { url } of [...services, balanced]) {
        const whole = await fetch(url + pathname + search);
        expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(sha256(audio));
        const range = { range: "bytes=5242000-5242999" };
        const part = await fetch(url + pathname + search, { headers: range });
        expect(part.status).toBe(206);
        const expected = audio.subarray(5_242_000, 5_243_000);
        expect(Buffer.from(await part.arrayBuffer()).equals(expected)).toBe(true);
      }
    }
    const [fromFront] = await recordingUrls(balanced, "50");
    expect(new URL(fromFront!).origin).toBe(balanced.url);
    await balanced.call("/api/v1/sessions/50", { method: "DELETE" });
    await eventually(async () => expect(await store!.keysUnder(processes.prefix)).toEqual([]));
  });

  test("accept a key that was created while they run, until it is revoked", async () => {
    const keys = (...args: string[]) => runCommand(["keys", ...args], processes.variables);
    const key = (await keys("create", "--name", "later")).stdout.trim();
    for (const service of [...services, balanced])
      expect(await statusWithKey(service, key)).toBe(200);
    const id = /^(\d+)\t.*\tlater\t/m.exec((await keys("list")).stdout)![1]!;
    expect((await keys("revoke", id)).code).toBe(0);
    await eventually(async () => {
      for (const service of services) expect(await statusWithKey(service, key)).toBe(401);
    });
  });

  describe("with concurrent imports that overlap", () => {
    const OWN = 2_000;
    const SHARED = 3_000;
    const DAY = 86_400_000;
    const FIRST = Date.UTC(2026, 0, 1);

    /** A session as it is sent to one of the processes. */
    const sessionOf = (id: number, by: number) => ({
      session_id: String(id),
      timestamp: new Date(FIRST + (((id * 7_919 + by) * 61_000) % (45 * DAY))).toISOString(),
      agent_name: `agent ${(id + by) % 7}`,
      source: `+1415555${String((id * 31 + by) % 200).padStart(4, "0")}`,
      target: `+1212555000${id % 5}`,
      channel_manager_type: id % 3 === 0 ? "voice" : "chat",
      duration: (id % 90) + by,
      is_test: (id + by) % 6 === 0,
    });
    const idsOf = (by: number) => {
      const shared = Array.from({ length: SHARED }, (_, index) => 1_000 + index);
      const own = Array.from({ length: OWN }, (_, index) => 10_000 * (by + 1) + index);
      return by === 1 ? [...shared.reverse(), ...own] : [...own, ...shared];
    };
    let stored: ReturnType<typeof sessionOf>[];

    beforeAll(async () => {
      const results = await Promise.all(
        services.map((service, by) =>
          importLines(
            service,
            idsOf(by)
              .map((id) => JSON.stringify(sessionOf(id, by)))
              .join("\n"),
          ),
        ),
      );
      const created = results.flat().filter(({ status }) => status === "created");
      expect(results.flat().filter(({ status }) => status === "rejected")).toEqual([]);
      expect(created).toHaveLength(OWN * services.length + SHARED);
      expect(results.map(({ length }) => length)).toEqual(services.map(() => OWN + SHARED));
    });

    test("store every session once", async () => {
      const rows = await processes.database.query("SELECT wire FROM sessions ORDER BY session_id");
      stored = rows.map(([json]) => JSON.parse(json as string));
      const ids = [...new Set(services.flatMap((_, by) => idsOf(by)))].sort((a, b) => a - b);
      expect(stored.map(({ session_id }) => Number(session_id))).toEqual(ids);
      for (const session of stored) {
        const versions = services.map((_, by) => sessionOf(Number(session.session_id), by));
        expect(versions).toContainEqual(session);
      }
    });

    test.each(["agent_name", "source", "target", "channel_manager_type", "duration"] as const)(
      "count sessions by %s exactly",
      async (property) => {
        const real = stored.filter(({ is_test }) => !is_test);
        const values = [...new Set(stored.map((session) => session[property]))].slice(0, 20);
        for (const [index, value] of values.entries()) {
          const query = { search_fields: property, search_field_values: String(value) };
          const expected = real.filter((session) => session[property] === value).length;
          expect(await totalOf(services[index % services.length]!, query)).toBe(expected);
        }
      },
    );

    test("count all sessions, test sessions and the sessions of each day exactly", async () => {
      const real = stored.filter(({ is_test }) => !is_test);
      const times = real.map(({ timestamp }) => Date.parse(timestamp));
      const tests = (which: string) => ({ search_fields: "is_test", search_field_values: which });
      for (const service of [...services, balanced]) {
        expect(await totalOf(service)).toBe(real.length);
        expect(await totalOf(service, tests("true"))).toBe(stored.length);
        expect(await totalOf(service, tests("only"))).toBe(stored.length - real.length);
      }
      for (let day = 0; day < 45; day += 1) {
        const [from, until] = [FIRST + day * DAY, FIRST + (day + 1) * DAY];
        const query = {
          start_datetime: new Date(from).toISOString(),
          end_datetime: new Date(until).toISOString(),
        };
        const expected = times.filter((at) => at >= from && at < until).length;
        expect(await totalOf(services[day % services.length]!, query)).toBe(expected);
      }
    });
  });
});
