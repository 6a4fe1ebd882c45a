import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
const LABELS = "/api/v1/session_labels/";

beforeAll(async () => {
  for (const id of [1, 2, 3]) {
    const body = JSON.stringify({ timestamp: "2026-03-01T12:00:00Z" });
    await service.call(`/api/v1/sessions/${id}`, { method: "PUT", body });
  }
});

const create = (label: object): Promise<Response> =>
  service.call(LABELS, { method: "POST", body: JSON.stringify(label) });
const given = (session_id: number, rest: object = {}) => ({
  session_id,
  type: "human-rating",
  code: "GOOD",
  user_email: "ana@example.com",
  ...rest,
});
const list = async (query: Record<string, string | string[]>) => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const one of [value].flat()) search.append(key, one);
  return (await service.call(`${LABELS}?${search}`)).json();
};

describe("session labels", () => {
  test("are created, read, and referenced by their session", async () => {
    const label = given(1, { comments: "fine", issue_categories: ["slow", "echo"] });
    const response = await create(label);
    expect(response.status).toBe(200);
    const created = await response.json();
    expect(created).toEqual({
      ...label,
      id: expect.any(Number),
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(await (await service.call(`${LABELS}${created.id}`)).json()).toEqual(created);
    const newer = await (await create(given(1, { code: "N/A", type: "auto-rating" }))).json();
    const session = async () => (await service.call("/api/v1/sessions/1")).json();
    expect((await session()).session_label_id).toBe(String(newer.id));
    const body = JSON.stringify({ timestamp: "2026-03-02T12:00:00Z" });
    const replaced = await (
      await service.call("/api/v1/sessions/1", { method: "PUT", body })
    ).json();
    expect(replaced.session_label_id).toBe(String(newer.id));
    expect(await session()).toEqual(replaced);
  });

  test("are listed with every filter, newest first", async () => {
    await create(
      given(2, { code: "BAD", user_email: "Bob@example.com", issue_categories: ['a"b', "echo"] }),
    );
    const all = await list({});
    expect(all).toMatchObject({ page: 0, page_size: 25, total_pages: 1, total_count: 3 });
    const ids = all.items.map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.toSorted((one: number, other: number) => other - one));
    const counts: [string, string, number][] = [
      ["session_id", "1", 2],
      ["session_id", ">1", 1],
      ["session_id", "1..2", 3],
      ["session_id", "1,2", 3],
      ["timestamp", "<2020-01-01", 0],
      ["timestamp", ">=2020-01-01", 3],
      ["session_id_list", "1,2", 3],
      ["session_id_list", "3", 0],
      ["type", "auto-rating", 1],
      ["code", "BAD", 1],
      ["user_email", "BOB@", 1],
      ["user_email", "ＢＯＢ", 1],
      ["issue_categories", "echo", 2],
      ["issue_categories", 'a"b', 1],
      ["issue_categories", "a", 0],
      ["timestamp", all.items[0].timestamp, 1],
    ];
    for (const [field, value, expected] of counts) {
      const { total_count } = await list({ search_fields: field, search_field_values: value });
      expect(total_count, `${field} ${value}`).toBeGreaterThanOrEqual(expected);
      if (value !== all.items[0].timestamp) expect(total_count, `${field} ${value}`).toBe(expected);
    }
    expect((await list({ start_datetime: "2100-01-01" })).items).toEqual([]);
    expect(
      (await list({ order_by: "code", order_by_direction: "asc", limit: "1" })).items[0].code,
    ).toBe("BAD");
    expect((await list({ limit: "2", page: "1" })).items).toHaveLength(1);
  });

  test.each([
    ["an unknown session", given(99), 404],
    ["a code that is not text", given(1, { code: 5 }), 422],
    ["a type with a NUL character", given(1, { type: "a\0" }), 422],
    ["a session id as text", given("1" as unknown as number), 422],
    ["no email address", { ...given(1), user_email: undefined }, 422],
    ["an id", given(1, { id: 4 }), 422],
  ])("are rejected with %s", async (_what, label, status) => {
    expect((await create(label)).status).toBe(status);
  });

  test("are 404 if they do not exist, and 422 for an invalid filter", async () => {
    for (const id of ["999", "x", "1.5"])
      expect((await service.call(LABELS + id)).status).toBe(404);
    for (const [field, value] of [
      ["session_id_list", "1,x"],
      ["session_id_list", "1..2"],
      ["session_id", "1..x"],
      ["session_id", ".."],
      ["timestamp", "<now"],
    ]) {
      const path = `${LABELS}?search_fields=${field}&search_field_values=${value}`;
      expect((await service.call(path)).status, path).toBe(422);
    }
  });

  test("are deleted with their session", async () => {
    await service.call("/api/v1/sessions/2", { method: "DELETE" });
    expect(
      (await list({ search_fields: "session_id", search_field_values: "2" })).total_count,
    ).toBe(0);
  });

  test("have any type and code, which lists filter by exactly", async () => {
    const label = given(3, { type: "peer review ✓", code: "x".repeat(9_000) });
    const created = await (await create(label)).json();
    expect(created).toMatchObject(label);
    const filters = {
      search_fields: ["type", "code"],
      search_field_values: [label.type, label.code],
      order_by: "code",
    };
    expect((await list(filters)).items).toEqual([created]);
    const other = { ...filters, search_field_values: [label.type, "x"] };
    expect((await list(other)).items).toEqual([]);
  });
});
