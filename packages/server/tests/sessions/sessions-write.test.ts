import type { SessionWire } from "syllable-contract";
import { newKey } from "syllable-test-support/organisation";
import { AT, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const service = withService();

const full: SessionWire = {
  timestamp: "2026-01-31T10:00:00.123456+01:00",
  session_id: "4711",
  conversation_id: "c",
  channel_manager_service: "twilio",
  channel_manager_type: "voice",
  channel_manager_sid: "CA1",
  agent_id: "7",
  agent_name: 'Ärzte "Nord" \\ 🩺 \u2028',
  agent_type: "voice",
  agent_timezone: "Europe/Berlin",
  prompt_id: "41",
  prompt_name: "Desk",
  prompt_version: "3",
  prompt_version_number: 3,
  session_label_id: "12",
  source: "+1",
  target: "+2",
  override_timestamp: "noon",
  duration: 43.5,
  is_legacy: false,
  is_test: false,
  is_outbound: true,
  user_terminated: true,
  transfer_voicemail_detected: false,
};

const send = (method: string, path: string, body?: unknown, key?: string) =>
  service.call(path, {
    method,
    headers: body === undefined ? {} : jsonWith(key),
    body: body === undefined ? undefined : JSON.stringify(body),
  });
const get = (id: string) => service.call(`/api/v1/sessions/${id}`);
const post = (body: unknown, key?: string) => send("POST", "/api/v1/sessions/", body, key);

async function invalidLocationsOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(422);
  expect(response.headers.get("content-type")).toBe("application/json");
  const { detail } = (await response.json()) as { detail: { loc: string[]; msg: string }[] };
  return detail.map(({ loc }) => loc.join("."));
}

describe("put", () => {
  test("creates, then replaces, and returns every field as sent", async () => {
    const created = await putSession(service, "4711", full);
    expect([created.status, await created.json()]).toEqual([201, full]);
    expect(await (await get("4711")).json()).toEqual(full);

    const replaced = await putSession(service, "4711", { source: "+3" });
    expect(replaced.status).toBe(200);
    const now = { timestamp: AT, session_id: "4711", source: "+3" };
    expect(await replaced.json()).toEqual(now);
    expect(await (await get("4711")).json()).toEqual(now);
  });

  test("is idempotent", async () => {
    await putSession(service, "4712", { agent_name: "Same" });
    const before = await (await get("4712")).text();
    await putSession(service, "4712", { agent_name: "Same" });
    expect(await (await get("4712")).text()).toBe(before);
  });

  test("responds with application/json, like a read", async () => {
    const put = await putSession(service, "4713");
    expect(put.headers.get("content-type")).toBe("application/json");
    expect((await get("4713")).headers.get("content-type")).toBe("application/json");
  });

  test("accepts JSON with any content type", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=utf-8",
    ]) {
      const response = await service.call("/api/v1/sessions/4714", {
        method: "PUT",
        headers: { "content-type": type },
        body: JSON.stringify({ timestamp: AT }),
      });
      expect(response.ok, type).toBe(true);
    }
  });

  test.each<[string, unknown, string[]]>([
    ["5", {}, ["body.timestamp"]],
    ["5", { timestamp: "2026-01-31" }, ["body.timestamp"]],
    ["5", { timestamp: AT, session_id: "6" }, ["body.session_id"]],
    ["5", { timestamp: AT, session_id: 5 }, ["body.session_id"]],
    ["5", { timestamp: AT, duration: "1" }, ["body.duration"]],
    ["5", { timestamp: AT, source: "a\0b" }, ["body.source"]],
    ["5", { timestamp: 1, is_test: "yes", agentName: "x" }, ["body.timestamp", "body.is_test"]],
    ["5", [], ["body"]],
    ["5", null, ["body"]],
    ["abc", { timestamp: AT }, ["path.session_id"]],
    ["05", { timestamp: AT }, ["path.session_id"]],
    ["-5", { timestamp: AT }, ["path.session_id"]],
    ["9007199254740992", { timestamp: AT }, ["path.session_id"]],
  ])("of %s with %j is rejected at %j and stores nothing", async (id, body, locations) => {
    expect(await invalidLocationsOf(await send("PUT", `/api/v1/sessions/${id}`, body))).toEqual(
      locations,
    );
    expect((await get(id)).status).toBe(404);
  });

  test.each(["", "{", '{"timestamp":', "\ufffd", "{'timestamp': 1}"])(
    "a body of %j is rejected",
    async (body) => {
      const response = await service.call("/api/v1/sessions/5", { method: "PUT", body });
      expect(await invalidLocationsOf(response)).toEqual(["body"]);
    },
  );

  test("a body over a megabyte is rejected with 413, in one piece or in chunks", async () => {
    const body = JSON.stringify({ timestamp: AT, source: "x".repeat(3_000_000) });
    const whole = await service.call("/api/v1/sessions/5", { method: "PUT", body });
    expect(whole.status).toBe(413);
    const streamed = await service.call("/api/v1/sessions/5", {
      method: "PUT",
      body: new Blob([body]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(await streamed.json()).toEqual({
      detail: expect.stringMatching(/larger than 1048576 bytes/),
    });
  });

  test("an invalid request does not change the stored session", async () => {
    await putSession(service, "4715", { source: "stored" });
    await send("PUT", "/api/v1/sessions/4715", { timestamp: "soon" });
    expect(await (await get("4715")).json()).toMatchObject({ source: "stored" });
  });
});

describe("create", () => {
  test("assigns increasing decimal ids below 2^53, also to concurrent requests", async () => {
    const before: number[] = [];
    for (let count = 0; count < 5; count++) {
      const response = await post({ timestamp: AT, source: String(count) });
      expect(response.status).toBe(201);
      const created = (await response.json()) as SessionWire;
      expect(await (await get(created.session_id!)).json()).toEqual(created);
      before.push(Number(created.session_id));
    }
    expect(before).toEqual([...before].sort((one, other) => one - other));
    expect(before.every(Number.isSafeInteger)).toBe(true);

    const atOnce = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { session_id } = (await (await post({ timestamp: AT })).json()) as SessionWire;
        expect(session_id).toMatch(/^\d+$/);
        return session_id;
      }),
    );
    expect(new Set(atOnce).size).toBe(50);
    expect(Math.min(...atOnce.map(Number))).toBeGreaterThan(before.at(-1)!);
  });

  test.each<[unknown, string[]]>([
    [{ timestamp: AT, session_id: "5" }, ["body.session_id"]],
    [{ source: "x" }, ["body.timestamp"]],
    ["text", ["body"]],
    [undefined, ["body"]],
  ])("%j is rejected", async (body, locations) => {
    expect(await invalidLocationsOf(await post(body))).toEqual(locations);
  });

  test("an id of null counts as omitted", async () => {
    expect((await post({ timestamp: AT, session_id: null })).status).toBe(201);
  });
});

describe("delete", () => {
  test("removes the session from reads and lists, and is 404 the second time", async () => {
    await putSession(service, "4716", { agent_name: "Leaving" });
    const remove = () => send("DELETE", "/api/v1/sessions/4716");
    const removed = await remove();
    expect([removed.status, await removed.text()]).toEqual([204, ""]);
    expect((await get("4716")).status).toBe(404);
    const query = "search_fields=agent_name&search_field_values=leaving";
    const listed = (await (await service.call(`/api/v1/sessions/?${query}`)).json()) as object;
    expect(listed).toMatchObject({ items: [], total_count: 0 });
    const again = await remove();
    expect(again.status).toBe(404);
    expect(await again.json()).toEqual({ detail: 'session "4716" not found' });
  });

  test("frees the id", async () => {
    await putSession(service, "4717", { source: "old" });
    await send("DELETE", "/api/v1/sessions/4717");
    expect((await putSession(service, "4717", { target: "new" })).status).toBe(201);
    expect(await (await get("4717")).json()).not.toHaveProperty("source");
  });
});

test("writing requires a key with scope write or admin, reading any key", async () => {
  await putSession(service, "4718");
  for (const [scope, writes] of [
    ["read", false],
    ["write", true],
    ["admin", true],
  ] as const) {
    const key = await newKey(service, { scope });
    const headers = jsonWith(key);
    expect((await service.call("/api/v1/sessions/4718", { headers })).status).toBe(200);
    const responses = [
      await putSession(service, "4719", {}, key),
      await post({ timestamp: AT }, key),
      await service.call("/api/v1/sessions/4719", { method: "DELETE", headers }),
      await service.call("/api/v1/sessions/import", { method: "POST", headers }),
      await service.call("/api/v1/sessions/recording/4718/a", {
        method: "PUT",
        headers,
        body: "RIFF",
      }),
    ];
    const statuses = responses.map(({ status }) => status);
    expect(statuses, scope).toEqual(writes ? [201, 201, 204, 200, 422] : Array(5).fill(403));
    if (!writes) {
      expect(await responses[0]!.json()).toEqual({
        detail: "this request requires an API key with scope write; yours has scope read",
      });
    }
  }
});
