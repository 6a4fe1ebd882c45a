import type { SessionWire } from "syllable-contract";
import { importLines } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";
import { by, type Parameters, pathOf } from "./list-parameters.js";

interface Page {
  items: SessionWire[];
  page: number;
  page_size: number;
  total_pages: number;
  total_count: number;
}

const sessions: (Partial<SessionWire> & { timestamp: string })[] = [
  {
    session_id: "1",
    timestamp: "2026-01-01T00:00:00Z",
    agent_name: "Café Über Straße",
    agent_id: "A1",
    source: "+12025550142",
    target: "Info@Example.com",
    channel_manager_type: "voice",
    duration: 43.5,
    is_outbound: true,
  },
  { session_id: "2", timestamp: "2026-01-01T23:59:59.999999Z", agent_name: "CAFÉ", agent_id: "a1" },
  { session_id: "3", timestamp: "2026-01-02T00:00:00Z", prompt_name: "Ωmega", is_outbound: false },
  { session_id: "4", timestamp: "2026-01-02T00:00:00Z", is_test: true, agent_name: "cafe" },
  { session_id: "5", timestamp: "2026-01-02T02:00:00+02:00", is_test: true, agent_name: "Café" },
  { session_id: "6", timestamp: "2026-01-03T12:00:00Z", duration: 60, is_test: false },
  { session_id: "10", timestamp: "2026-01-03T12:00:00Z", duration: 60, prompt_name: "a,b&c=d" },
];

const service = withService();
beforeAll(async () => {
  await importLines(service, sessions.map((session) => JSON.stringify(session)).join("\n"));
});

async function list(parameters: Parameters = {}): Promise<Page> {
  const response = await service.call(pathOf(parameters));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  return (await response.json()) as Page;
}

async function idsOf(parameters: Parameters = {}): Promise<string[]> {
  const { items, total_count } = await list(parameters);
  expect(total_count).toBe(items.length);
  return items.map(({ session_id }) => session_id!);
}

describe("a list without parameters", () => {
  test("has the newest sessions first, ties by id, without test sessions", async () => {
    expect(await list()).toEqual({
      items: ["10", "6", "3", "2", "1"].map((id) => sessions.find((s) => s.session_id === id)),
      page: 0,
      page_size: 25,
      total_pages: 1,
      total_count: 5,
    });
  });

  test("is the same with and without a trailing slash", async () => {
    const [one, other] = await Promise.all(
      ["/api/v1/sessions", "/api/v1/sessions/"].map(async (path) =>
        (await service.call(path)).json(),
      ),
    );
    expect(one).toEqual(other);
  });
});

describe("a filter", () => {
  // One row for each kind of match. The suites of the stores have the others.
  test.each<[kind: string, field: string, value: string, expected: string[]]>([
    ["text anywhere in a name, in any case", "agent_name", "CAFÉ", ["2", "1"]],
    ["text that needs encoding in a URL", "prompt_name", "A,B&C=D", ["10"]],
    ["a name in another form", "agent_name", "ＣＡＦＥ\u0301", ["2", "1"]],
    ["a phone number", "source", "(202) 555-0142", ["1"]],
    ["an exact text", "agent_id", "A1", ["1"]],
    ["an id", "session_id", "1", ["1"]],
    ["a number", "duration", "60.0", ["10", "6"]],
    ["a range of numbers", "duration", ">=43.5", ["10", "6", "1"]],
    ["a range with both ends", "duration", "50..60", ["10", "6"]],
    ["a range of times", "timestamp", "2026-01-02..2026-01-03", ["3"]],
    ["a boolean", "is_outbound", "false", ["3"]],
    ["a time", "timestamp", "2026-01-02", ["3"]],
    ["test sessions as well", "is_test", "true", ["10", "6", "5", "4", "3", "2", "1"]],
    ["only test sessions", "is_test", "only", ["5", "4"]],
    ["no test sessions", "is_test", "false", ["10", "6", "3", "2", "1"]],
  ])("for %s: %s %j", async (_kind, field, value, expected) => {
    expect(await idsOf(by([field, value]))).toEqual(expected);
  });

  test("for a phone number with a plus sign that is not encoded", async () => {
    const path = "/api/v1/sessions/?search_fields=source&search_field_values=+1202555";
    expect(((await (await service.call(path)).json()) as Page).total_count).toBe(1);
  });

  test.each<[pairs: [string, string][], expected: string[]]>([
    [
      [
        ["agent_name", "café"],
        ["is_test", "only"],
      ],
      ["5"],
    ],
    [
      [
        ["agent_name", "café"],
        ["agent_name", "straße"],
      ],
      ["1"],
    ],
    [
      [
        ["duration", "60"],
        ["session_id", "1"],
      ],
      [],
    ],
  ])("is combined with others: %j", async (pairs, expected) => {
    expect(await idsOf(by(...pairs))).toEqual(expected);
  });
});

describe("a time range", () => {
  test.each<[start: string | undefined, end: string | undefined, expected: string[]]>([
    ["2026-01-02", undefined, ["10", "6", "3"]],
    [undefined, "2026-01-02", ["2", "1"]],
    ["2026-01-01T00:00:00.000001Z", "2026-01-02T00:00:00Z", ["2"]],
    ["2026-01-02T05:30:00+05:30", "2026-01-02T00:00:00.001Z", ["3"]],
    ["2026-01-04", "2026-01-01", []],
  ])("from %s, before %s", async (start, end, expected) => {
    const parameters: Record<string, string> = {};
    if (start) parameters.start_datetime = start;
    if (end) parameters.end_datetime = end;
    expect(await idsOf(parameters)).toEqual(expected);
  });
});

describe("sorting", () => {
  test.each<[string, string, string[]]>([
    ["session_id", "asc", ["1", "2", "3", "6", "10"]],
    ["duration", "desc", ["10", "6", "1", "3", "2"]],
    ["agent_name", "desc", ["1", "2", "10", "6", "3"]],
  ])("by %s %s", async (order_by, order_by_direction, expected) => {
    expect(await idsOf({ order_by, order_by_direction })).toEqual(expected);
  });
});

describe("fields", () => {
  test("are the requested ones and the timestamp", async () => {
    const { items } = await list({
      fields: ["agent_name", "duration"],
      ...by(["session_id", "1"]),
    });
    expect(items).toEqual([
      { timestamp: "2026-01-01T00:00:00Z", agent_name: "Café Über Straße", duration: 43.5 },
    ]);
  });

  test("that a session does not have are left out", async () => {
    const { items } = await list({ fields: "channel_manager_sid" });
    expect(items.map((item) => Object.keys(item))).toEqual(items.map(() => ["timestamp"]));
  });
});

describe("pages", () => {
  test.each<[string, string, string[], number]>([
    ["0", "2", ["10", "6"], 3],
    ["1", "2", ["3", "2"], 3],
    ["2", "2", ["1"], 3],
    ["3", "2", [], 3],
    ["9007199254740991", "10000", [], 1],
    ["0", "0", [], 0],
    ["7", "0", [], 0],
    ["0", "10000", ["10", "6", "3", "2", "1"], 1],
  ])("%s of %s", async (page, limit, ids, pages) => {
    const listed = await list({ page, limit });
    expect(listed.items.map(({ session_id }) => session_id)).toEqual(ids);
    expect(listed).toMatchObject({
      page: Number(page),
      page_size: Number(limit),
      total_pages: pages,
      total_count: 5,
    });
  });
});
