/** Keys that admins list, create and revoke over HTTP. */
import { describeWithEachDatabase } from "syllable-test-support/each-database";
import { eventually } from "syllable-test-support/eventually";
import { newKey } from "syllable-test-support/organisation";
import { afterEach, expect, test, vi } from "vitest";

const KEYS = "/api/v1/keys";

interface Key {
  id: number;
  name: string;
  scope: string;
  created_at: string;
  last_used_at?: string;
  revoked_at?: string;
  secret?: string;
}

afterEach(() => {
  vi.useRealTimers();
});

await describeWithEachDatabase("an admin", (service) => {
  const as = (key: string | undefined) => ({ ...(key && { "syllable-api-key": key }) });
  const list = async (key?: string) =>
    ((await (await service.call(KEYS, { headers: as(key) })).json()) as { items: Key[] }).items;
  const create = async (body: unknown, key?: string) =>
    service.call(KEYS, { method: "POST", body: JSON.stringify(body), headers: as(key) });
  const created = async (name: string, scope: string) =>
    (await (await create({ name, scope })).json()) as Required<Key>;
  const revoke = (id: number | string, key?: string) =>
    service.call(`${KEYS}/${id}`, { method: "DELETE", headers: as(key) });

  test("creates a key, which works with its scope and is shown once", async () => {
    const before = Date.now();
    const response = await create({ name: "  Nightly import ", scope: "write" });
    expect(response.status).toBe(201);
    const { secret, ...key } = (await response.json()) as Required<Key>;
    expect(key).toEqual({
      id: expect.any(Number),
      name: "Nightly import",
      scope: "write",
      created_at: expect.any(String),
    });
    expect(Date.parse(key.created_at)).toBeGreaterThanOrEqual(before);
    expect(secret).toMatch(/^syl_[\w-]{32}$/);
    expect(await list()).toContainEqual(key);
    expect(JSON.stringify(await list())).not.toContain(secret);
    expect((await service.call("/api/v1/sessions/", { headers: as(secret) })).status).toBe(200);
    expect((await service.call(KEYS, { headers: as(secret) })).status).toBe(403);
  });

  test.each([
    [{ scope: "read" }, "name"],
    [{ name: " ", scope: "read" }, "name"],
    [{ name: "x".repeat(201), scope: "read" }, "name"],
    [{ name: "a" }, "scope"],
    [{ name: "a", scope: "owner" }, "scope"],
    [{ name: "a", scope: "read", secret: "chosen" }, "secret"],
  ])("gets a validation error for %j", async (body, field) => {
    const before = await list();
    const response = await create(body);
    expect(response.status).toBe(422);
    const { detail } = (await response.json()) as { detail: { loc: string[] }[] };
    expect(detail.map(({ loc }) => loc.join("."))).toEqual([`body.${field}`]);
    expect(await list()).toEqual(before);
  });

  test("revokes a key, which stops working within 5 seconds", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id, secret } = await created("leaver", "read");
    const status = async () =>
      (await service.call("/api/v1/sessions/", { headers: as(secret) })).status;
    expect(await status()).toBe(200);
    const response = await revoke(id);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    vi.advanceTimersByTime(5_000);
    expect(await status()).toBe(401);
    const listed = (await list()).find((key) => key.id === id);
    expect(Date.parse(listed!.revoked_at!)).toBeGreaterThanOrEqual(Date.parse(listed!.created_at));
  });

  test.each(["0", "999999", "x", "1.0", "01", "-1", "9007199254740993", "%C3%A9"])(
    "gets 404 when revoking the key %s",
    async (id) => {
      expect((await revoke(id)).status).toBe(404);
    },
  );

  test("gets 404 when revoking a key twice", async () => {
    const { id } = await created("twice", "read");
    expect((await revoke(id)).status).toBe(204);
    expect((await revoke(id)).status).toBe(404);
  });

  test("sees when a key was last used, to the minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id, secret } = await created("used", "read");
    const lastUse = async () => (await list()).find((key) => key.id === id)!.last_used_at;
    expect(await lastUse()).toBeUndefined();
    const use = () => service.call("/api/v1/sessions/?limit=1", { headers: as(secret) });
    await use();
    const first = new Date().toISOString();
    await eventually(async () => expect(await lastUse()).toBe(first));
    vi.advanceTimersByTime(59_000);
    await use();
    vi.advanceTimersByTime(1_000);
    expect(await lastUse()).toBe(first);
    vi.advanceTimersByTime(5_000);
    await use();
    const second = new Date().toISOString();
    await eventually(async () => expect(await lastUse()).toBe(second));
  });

  test("of one organisation can't see or revoke the keys of another", async () => {
    const theirs = await newKey(service, { organisation: "theirs", scope: "admin" });
    const { id } = await created("ours", "read");
    const names = (await list(theirs)).map(({ name }) => name);
    expect(names).toHaveLength(1);
    expect((await revoke(id, theirs)).status).toBe(404);
    expect((await list()).find((key) => key.id === id)).not.toHaveProperty("revoked_at");
    const [their] = await list(theirs);
    expect((await list()).map((key) => key.id)).not.toContain(their!.id);
  });

  test.each(["read", "write"] as const)("must have the scope admin, not %s", async (scope) => {
    const key = await newKey(service, { scope });
    const responses = [
      await service.call(KEYS, { headers: as(key) }),
      await create({ name: "a", scope: "admin" }, key),
      await revoke(1, key),
      await service.call("/api/v1/status", { headers: as(key) }),
    ];
    expect(responses.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});
