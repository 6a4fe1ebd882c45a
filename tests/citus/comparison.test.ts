/** A service with Citus and one with SQLite return the same responses, byte for byte. */

import { SessionProperties } from "syllable-contract";
import { createKey, openStore } from "syllable-server";
import { needs } from "syllable-test-support/missing-parts";
import { startService, type TestService } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawFrom } from "../../packages/server/tests/store/random.suite.js";
import { newDatabase, openCitus } from "./open-citus.js";

const SEED = 20_260_615;
const KEYS = ["one", "two", "three"].map((name) => `syl_key_of_organisation_${name}`);
const SESSIONS = 4_000;
const LISTS = 4_000;
const PARALLEL = 4;

const server = await openCitus();
afterAll(() => server?.remove());

describe("Citus and SQLite", needs(server), () => {
  const { below, pick, oneIn } = drawFrom(SEED);
  let database: Awaited<ReturnType<typeof newDatabase>>;
  let services: readonly [TestService, TestService];

  beforeAll(async () => {
    database = await newDatabase(server!);
    const sqlite = await startService({ rateLimit: 0 });
    const citus = await startService({ databaseUrl: database.url, rateLimit: 0 });
    services = [sqlite, citus];
    // One after another, so that both give the organisations the same ids.
    for (const { dataDir, databaseUrl } of services) {
      const store = await openStore({ dataDir, databaseUrl });
      for (const secret of KEYS) {
        await createKey(store.keys, { organisation: secret, name: "k", scope: "admin", secret });
      }
      await store.close();
    }
  }, 120_000);
  afterAll(async () => {
    for (const service of services ?? []) await service.remove();
    await database?.remove();
  }, 60_000);

  /** Sends a request to both services, and returns the one response that both have given. */
  const callBoth = async (path: string, key: string, init: RequestInit = {}): Promise<string> => {
    const responses = await Promise.all(
      services.map(async (service) => {
        const headers = { ...init.headers, "syllable-api-key": key };
        const response = await service.call(path, { ...init, headers });
        return `${response.status} ${response.headers.get("etag")} ${await response.text()}`;
      }),
    );
    expect(responses[1], `${path} with ${key}`).toBe(responses[0]);
    return responses[0]!;
  };

  const names = ["Front desk", "front desk two", "Ärzte", "ÄRZTE NORD", "İzmir", "a\u0000b", "％"];
  const randomSession = (id: number) => ({
    session_id: String(id),
    timestamp: `2026-0${1 + below(6)}-${10 + below(18)}T${10 + below(13)}:00:0${below(10)}.${below(1_000)}Z`,
    agent_name: pick([...names, null]),
    agent_id: pick(["1", "2", "3", null]),
    agent_type: pick(["ca_v1", "voice"]),
    prompt_name: pick([...names, null]),
    prompt_id: pick(["7", "8", null]),
    source: oneIn(3) ? `+1206555${1_000 + below(900)}` : pick(["sip:desk@example.com", null]),
    target: pick(["+12065550100", "(206) 555-0199", "+12065550123", null]),
    conversation_id: oneIn(2) ? `c-${below(2_000)}` : null,
    channel_manager_sid: oneIn(2) ? `CA${below(2_000)}` : null,
    channel_manager_service: pick(["twilio", "webex", null]),
    channel_manager_type: pick(["voice", "sms", "chat"]),
    duration: pick([0, 1.5, 60, below(600), null]),
    is_outbound: pick([true, false, null]),
    is_legacy: pick([true, false, null]),
    is_test: oneIn(10),
  });

  test("the same sessions are imported", async () => {
    for (const key of KEYS) {
      const lines = Array.from({ length: SESSIONS }, () =>
        JSON.stringify(randomSession(below(3_000))),
      );
      const [sqlite, citus] = await Promise.all(
        services.map((service) => importLines(service, lines.join("\n"), key)),
      );
      expect(citus).toEqual(sqlite);
    }
  }, 120_000);

  const VALUES: Readonly<Partial<Record<string, readonly string[]>>> = {
    agent_name: ["desk", "är", "IZMIR", "zzz", "front,two"],
    prompt_name: ["front", "nord"],
    agent_id: ["1", "3", "1,2"],
    prompt_id: ["7"],
    agent_type: ["voice", "ca"],
    source: ["206 555", "10", "desk@", "+12065551"],
    target: ["(206) 555", "0199", "nothing"],
    conversation_id: ["c-17", "c-1900"],
    channel_manager_sid: ["CA5", "CA1111"],
    channel_manager_service: ["twilio", "web"],
    channel_manager_type: ["voice", "sms,chat"],
    duration: [">60", "<2", "1..60", "0"],
    is_outbound: ["true", "false"],
    is_legacy: ["true"],
    is_test: ["true", "only", "false"],
    session_id: ["17", "2999"],
  };
  const ORDERS = [...Object.values(SessionProperties), "timestamp", "timestamp", "session_id"];

  const randomList = (): string => {
    const parameters = new URLSearchParams({ limit: String(pick([1, 5, 25, 100])) });
    if (oneIn(2)) parameters.set("page", String(pick([0, 1, 2, 10, 40, 200])));
    for (let filters = below(3); filters > 0; filters -= 1) {
      const property = pick(Object.keys(VALUES));
      parameters.append("search_fields", property);
      parameters.append("search_field_values", pick(VALUES[property]!));
    }
    if (oneIn(3)) parameters.set("start_datetime", `2026-0${1 + below(6)}-1${below(10)}T00:00:00Z`);
    if (oneIn(4)) parameters.set("end_datetime", `2026-0${1 + below(6)}-2${below(8)}T00:00:00Z`);
    if (oneIn(2)) parameters.set("order_by", pick(ORDERS));
    if (oneIn(2)) parameters.set("order_by_direction", pick(["asc", "desc"]));
    return `/api/v1/sessions/?${parameters}`;
  };

  test(`${LISTS} random lists are equal (seed ${SEED})`, async () => {
    let found = 0;
    const lists = Array.from({ length: LISTS }, () => [randomList(), pick(KEYS)] as const);
    const compareAll = async () => {
      for (let next = lists.pop(); next; next = lists.pop()) {
        const response = await callBoth(...next);
        if (response.startsWith("200") && !response.includes('"items":[]')) found += 1;
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, compareAll));
    // Most lists must find something for the comparison to mean anything.
    expect(found).toBeGreaterThan(LISTS / 3);
    console.log(`${LISTS} lists compared, of which ${found} found sessions`);
  }, 1_200_000);

  test("sessions are equal one by one, before and after a delete", async () => {
    for (let id = 0; id < 3_000; id += 50) {
      for (const key of KEYS) {
        const path = `/api/v1/sessions/${id}`;
        await callBoth(path, key);
        await callBoth(path, key, { method: "DELETE" });
        await callBoth(path, key);
      }
    }
    for (const key of KEYS) await callBoth("/api/v1/sessions/?limit=0", key);
  }, 300_000);
});
