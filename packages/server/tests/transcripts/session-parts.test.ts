import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 12) + seconds * 1000).toISOString();

beforeAll(async () => {
  await send("PUT", "7", { timestamp: at(0), agent_name: "Front desk" });
});

const send = (method: string, path: string, body?: unknown): Promise<Response> =>
  service.call(`/api/v1/sessions/${path}`, { method, body: body ? JSON.stringify(body) : null });
const read = async (path: string) => (await send("GET", path)).json();

const turn = (seconds: number, source: string, text: string) => ({
  timestamp: at(seconds),
  source,
  text,
});
const step = (seconds: number, category: string, label: string, ms: number) => ({
  timestamp: at(seconds + ms / 1000),
  measurement_start: at(seconds),
  category,
  label,
  unit_type: "milliseconds",
  value: ms,
});

describe("the parts of a session", () => {
  test("are empty until they are written", async () => {
    expect(await read("transcript/7")).toEqual({ session_id: "7", transcription: [], actions: [] });
    expect(await read("full-summary/7")).toEqual({});
    expect(await read("latency/7")).toEqual({ session_id: "7", timeline: [], summary: [] });
    expect(await read("timeline/7")).toEqual({ session_id: "7", session_start: at(0), events: [] });
  });

  test("are stored in order of time, and replaced by the next PUT", async () => {
    const turns = [turn(4, "user", "Hello?"), turn(0, "agent", "Front desk.")];
    for (let time = 0; time < 2; time++) {
      const response = await send("PUT", "transcript/7", { transcription: turns });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual(await read("transcript/7"));
    }
    expect((await read("transcript/7")).transcription).toEqual([turns[1], turns[0]]);
    const summary = { summary: "A caller says hello.", rating: "OK" };
    await send("PUT", "full-summary/7", summary);
    expect(await read("full-summary/7")).toEqual(summary);
  });

  test("have turns of any source, also in the timeline", async () => {
    await send("PUT", "9", { timestamp: at(0) });
    const sources = ["user", "supervisor", "", "AGENT"];
    const transcription = sources.map((source, index) => turn(index, source, "Hello."));
    expect((await send("PUT", "transcript/9", { transcription })).status).toBe(200);
    const sourcesOf = (turns: { source: string }[]) => turns.map(({ source }) => source);
    expect(sourcesOf((await read("transcript/9")).transcription)).toEqual(sources);
    expect(sourcesOf((await read("timeline/9")).events)).toEqual(sources);
    const number = { transcription: [{ timestamp: at(0), source: 1 }] };
    expect((await send("PUT", "transcript/9", number)).status).toBe(422);
  });

  test("summarize latency by category, and by label if a category has several", async () => {
    const timeline = [
      step(1, "llm", "completion", 300),
      step(2, "llm", "completion", 500),
      step(3, "tool", "find", 1_250),
      step(5, "tool", "book", 750),
      { ...step(7, "http", "webhook", 2), unit_type: "seconds" },
    ];
    await send("PUT", "latency/7", { timeline });
    const { timeline: stored, summary } = await read("latency/7");
    expect(stored[2]).toEqual({ ...timeline[2], value_str: "1.25 s", time_delta: "PT1.25S" });
    const row = (
      category: string,
      sub: string | undefined,
      count: number,
      sum: number,
      text: [string, string],
    ) => ({
      category,
      ...(sub ? { sub_category: sub } : {}),
      event_count: count,
      sum_ms: sum,
      sum_str: text[0],
      average_ms: sum / count,
      average_str: text[1],
    });
    expect(summary).toEqual([
      row("llm", undefined, 2, 800, ["800 ms", "400 ms"]),
      row("tool", undefined, 2, 2_000, ["2 s", "1 s"]),
      row("tool", "find", 1, 1_250, ["1.25 s", "1.25 s"]),
      row("tool", "book", 1, 750, ["750 ms", "750 ms"]),
      row("http", undefined, 1, 2_000, ["2 s", "2 s"]),
    ]);
  });

  test("are merged into the timeline: each tool call once, with offsets and turn indexes", async () => {
    await send("PUT", "8", { timestamp: at(0) });
    await send("PUT", "transcript/8", {
      transcription: [
        turn(1, "agent", "Front desk."),
        turn(5, "user", "A room."),
        turn(3_700, "agent", "Done."),
      ],
      actions: [
        { timestamp: at(6), tool_name: "find", tool_request: "{}", tool_result: "[]" },
        { timestamp: at(8), tool_name: "find", tool_error: '"no room"', duration_ms: 40 },
      ],
    });
    await send("PUT", "latency/8", {
      timeline: [
        step(0.5, "tts", "greeting", 80),
        { ...step(6, "tool", "find", 110), metadata: ["cold"] },
        step(8, "tool", "find", 40),
        step(9, "tool", "unknown to the transcript", 5),
      ],
    });
    const { events } = await read("timeline/8");
    expect(events.map(({ timestamp, ...event }: Record<string, unknown>) => event)).toEqual([
      { kind: "latency", offset: "00:00", category: "tts", label: "greeting", duration_ms: 80 },
      { kind: "transcript", offset: "00:01", turn_index: 0, source: "agent", text: "Front desk." },
      { kind: "transcript", offset: "00:05", turn_index: 1, source: "user", text: "A room." },
      {
        kind: "tool",
        offset: "00:06",
        turn_index: 1,
        category: "tool",
        label: "find",
        metadata: ["cold"],
        duration_ms: 110,
        tool_request: "{}",
        tool_result: "[]",
      },
      {
        kind: "tool",
        offset: "00:08",
        turn_index: 1,
        category: "tool",
        label: "find",
        duration_ms: 40,
        tool_error: '"no room"',
      },
      {
        kind: "latency",
        offset: "00:09",
        turn_index: 1,
        category: "tool",
        label: "unknown to the transcript",
        duration_ms: 5,
      },
      { kind: "transcript", offset: "01:01:40", turn_index: 2, source: "agent", text: "Done." },
    ]);
  });

  test.each(["transcript", "full-summary", "latency", "timeline"])(
    "are 404 without their session: %s",
    async (part) => {
      expect((await send("GET", `${part}/999`)).status).toBe(404);
      if (part === "timeline") return;
      const body = part === "latency" ? { timeline: [] } : {};
      expect((await send("PUT", `${part}/999`, body)).status).toBe(404);
    },
  );

  test("are not changed by an invalid request, whose errors have locations", async () => {
    const before = await read("transcript/7");
    const response = await send("PUT", "transcript/7", {
      transcription: [turn(0, "agent", "Hi"), { timestamp: "yesterday", source: 7, mood: 1 }],
    });
    expect(response.status).toBe(422);
    const { detail } = await response.json();
    expect(detail.map(({ loc }: { loc: string[] }) => loc.join("."))).toEqual([
      "body.transcription.1.timestamp",
      "body.transcription.1.source",
    ]);
    expect(await read("transcript/7")).toEqual(before);
  });

  test("reject measurements that are too long to be added up", async () => {
    const before = await read("latency/7");
    const timeline = [
      step(0, "llm", "completion", 1),
      { ...step(0, "llm", "completion", 1), value: 1e308 },
    ];
    const response = await send("PUT", "latency/7", { timeline });
    expect(response.status).toBe(422);
    const { detail } = await response.json();
    expect(detail[0].loc).toEqual(["body", "timeline", 1, "value"]);
    expect(await read("latency/7")).toEqual(before);
  });

  test("are deleted with their session", async () => {
    await send("PUT", "9", { timestamp: at(0) });
    await send("PUT", "full-summary/9", { summary: "gone" });
    await send("DELETE", "9");
    await send("PUT", "9", { timestamp: at(0) });
    expect(await read("full-summary/9")).toEqual({});
  });
});
