/** The body of a GET response is a valid body for PUT, including unknown fields. */
import fc from "fast-check";
import { AT, importLines, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const service = withService();

const send = (method: string, path: string, body?: unknown): Promise<Response> =>
  service.call(`/api/v1/sessions/${path}`, {
    method,
    body: typeof body === "string" ? body : body === undefined ? null : JSON.stringify(body),
  });
const read = async (path: string): Promise<unknown> => (await send("GET", path)).json();

/** Any JSON value, and objects with fields of any name, `__proto__` and `constructor` among them. */
const anyJson = fc.jsonValue({ maxDepth: 4 });
const anyName = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "length", "mood", "agentName", "0", ""),
  fc.string({ unit: "binary" }),
);
const KNOWN = /^(timestamp|session_id|transcription|actions|timeline|summary|rating|text)$/;
const unknownFields = fc
  .array(fc.tuple(anyName, anyJson), { maxLength: 4 })
  .map((fields) => fields.filter(([name]) => !KNOWN.test(name)))
  // Unlike an assignment, this also sets `__proto__`.
  .map((fields) => Object.fromEntries(fields) as Record<string, unknown>);
const extended = (known: Record<string, unknown>) =>
  unknownFields.map((unknown) => ({ ...known, ...unknown }));
const listOf = (...known: Record<string, unknown>[]) =>
  fc.tuple(...known.map(extended)).map((items) => items as Record<string, unknown>[]);

const turn = { timestamp: AT, source: "user", text: "Hello" };
const call = { timestamp: AT, tool_name: "find", tool_request: "{}" };
const step = {
  timestamp: "2026-01-31T09:00:01Z",
  measurement_start: AT,
  category: "llm",
  label: "answer",
  unit_type: "seconds",
  value: 1,
  value_str: "1 s",
  time_delta: "PT1S",
};
const total = {
  category: "llm",
  event_count: 1,
  sum_ms: 1_000,
  sum_str: "one second",
  average_ms: 1_000,
  average_str: "one second",
};

const documents: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  "7": extended({ timestamp: AT, session_id: "7", source: "+1" }),
  "transcript/7": fc
    .tuple(unknownFields, listOf(turn, turn), listOf(call))
    .map(([unknown, transcription, actions]) => ({
      session_id: "7",
      transcription,
      actions,
      ...unknown,
    })),
  "latency/7": fc
    .tuple(unknownFields, listOf(step, step), listOf(total))
    .map(([unknown, timeline, summary]) => ({ session_id: "7", timeline, summary, ...unknown })),
  "full-summary/7": extended({ summary: "A call.", rating: "good" }),
};

beforeAll(async () => {
  await putSession(service, "7");
});

test.each(Object.keys(documents))(
  "a PUT of what a GET returns changes nothing: %s",
  async (path) => {
    await fc.assert(
      fc.asyncProperty(documents[path]!, async (document) => {
        const response = await send("PUT", path, document);
        expect(response.status).toBe(200);
        // `toEqual` would ignore a field named `__proto__`.
        const text = sortedText(document);
        expect(sortedText(await response.json())).toBe(text);
        const stored = await read(path);
        expect(sortedText(stored)).toBe(text);
        expect((await send("PUT", path, stored)).status).toBe(200);
        expect(sortedText(await read(path))).toBe(text);
      }),
      { numRuns: 40 },
    );
  },
);

/** JSON with the fields of each object in order. */
function sortedText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sortedText).join()}]`;
  const fields = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}:${sortedText(item)}`,
  );
  return `{${fields.sort().join()}}`;
}

test("computed fields do not change if they are sent back", async () => {
  await putSession(service, "8");
  const { value_str: _, time_delta: __, ...measured } = step;
  await send("PUT", "latency/8", { timeline: [measured, { ...measured, category: "tts" }] });
  await send("PUT", "transcript/8", { transcription: [turn] });
  for (const part of ["latency/8", "transcript/8", "full-summary/8", "8"]) {
    const before = await read(part);
    expect((await send("PUT", part, before)).status).toBe(200);
    expect(await read(part)).toEqual(before);
  }
  expect(await read("timeline/8")).toMatchObject({ events: [{}, {}, {}] });
});

test("the totals of latency are computed if only unknown fields are added", async () => {
  const put = await send("PUT", "latency/8", { timeline: [step], model: "x" });
  expect(await put.json()).toMatchObject({
    model: "x",
    summary: [{ category: "llm", event_count: 1, sum_ms: 1_000, sum_str: "1 s" }],
  });
});

test.each([
  ["8", { timestamp: AT, session_id: "9" }],
  ["transcript/8", { session_id: "9" }],
  ["transcript/8", { session_id: "08" }],
  ["transcript/8", { session_id: 8 }],
  ["latency/8", { session_id: "9", timeline: [] }],
  ["full-summary/8", { session_id: "9" }],
  ["full-summary/8", { session_id: 8 }],
])("an id that differs from the path is rejected: %s %j", async (path, body) => {
  const response = await send("PUT", path, body);
  expect(response.status).toBe(422);
  const { detail } = (await response.json()) as { detail: { loc: string[] }[] };
  expect(detail.map(({ loc }) => loc)).toEqual([["body", "session_id"]]);
});

test("an import names the unknown fields of a line, and stores them", async () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`extra_${n}`, n]));
  const lines = [
    { timestamp: AT, session_id: "20", mood: null, "": { deep: [1, null] } },
    { timestamp: AT, session_id: "21" },
    { timestamp: AT, session_id: "22", ["x".repeat(300)]: 1 },
    { timestamp: AT, session_id: "23", ...many },
    { Timestamp: AT },
  ];
  const results = await importLines(service, lines.map((line) => JSON.stringify(line)).join("\n"));
  expect(results.map(({ warnings }) => warnings)).toEqual([
    ["unknown fields: mood, "],
    undefined,
    [`unknown fields: ${"x".repeat(100)}…`],
    [expect.stringMatching(/^unknown fields: extra_0, .*, extra_9, and 2 more$/)],
    ["unknown fields: Timestamp"],
  ]);
  for (const line of lines.slice(0, 4)) expect(await read(line.session_id!)).toEqual(line);
});

test("lists return unknown fields, unless they select the fields", async () => {
  await putSession(service, "30", { conversation_id: "list", mood: "good" } as object);
  const query = "search_fields=conversation_id&search_field_values=list";
  const items = async (more = "") =>
    ((await read(`?${query}${more}`)) as { items: unknown[] }).items;
  expect(await items()).toEqual([
    { timestamp: AT, session_id: "30", conversation_id: "list", mood: "good" },
  ]);
  expect(await items("&fields=session_id")).toEqual([{ timestamp: AT, session_id: "30" }]);
});

test("a new label does not remove the unknown fields of its session", async () => {
  await send("PUT", "31", `{"timestamp":"${AT}","__proto__":{"a":1},"mood":[1]}`);
  const label = { session_id: "31", type: "agent-quality", code: "good", user_email: "a@b.c" };
  await service.call("/api/v1/session_labels/", { method: "POST", body: JSON.stringify(label) });
  const text = await (await send("GET", "31")).text();
  expect(text).toContain('"__proto__":{"a":1},"mood":[1]');
});

test.each<[string, string, number]>([
  ["as deep as allowed", "[".repeat(64) + "]".repeat(64), 201],
  ["too deep", "[".repeat(65) + "]".repeat(65), 422],
  ["far too deep", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, 422],
  ["too long", `"${"x".repeat(40_000)}"`, 422],
])("the limits of a session hold for its unknown fields: %s", async (_, value, status) => {
  const response = await send("PUT", "40", `{"timestamp":"${AT}","mood":${value}}`);
  expect(response.status).toBe(status);
});
