import type { TimelineEvent } from "syllable-sdk/models/components";
import { describe, expect, it } from "vitest";
import type { Turn } from "./call.ts";
import { eventsOf } from "./events.ts";
import { latencyOfTurns } from "./latency.ts";
import { endTurns, turnAt } from "./turn-ends.ts";
import { saidLength } from "./words.ts";

const start = new Date("2026-11-17T14:00:00Z");
const event = (seconds: number, properties: Partial<TimelineEvent>): TimelineEvent => ({
  kind: "transcript",
  timestamp: new Date(start.getTime() + seconds * 1_000),
  offset: "00:00",
  ...properties,
});
const turn = (index: number, from: number, side: Turn["side"], end = from + 1): Turn => ({
  index,
  start: from,
  end,
  side,
  text: "text",
  lang: undefined,
});

describe("events", () => {
  const { turns, tools, measurements } = eventsOf(
    [
      event(0, { source: "agent", text: "x".repeat(300) }),
      event(5, { source: "user", text: "x".repeat(30) }),
      event(6, { kind: "tool", label: "find", durationMs: 840, toolError: "{}" }),
      event(6.5, { kind: "tool", label: "book", toolResult: "{}", toolError: "" }),
      event(7, { kind: "latency", category: "llm", durationMs: 500 }),
      event(7.5, { kind: "latency", category: "http", durationMs: 10 }),
      event(20, { source: "system" }),
    ],
    start,
  );

  it("are turns with an estimated end, which is not after the next turn", () => {
    expect(turns.map((one) => [one.start, one.end, one.side])).toEqual([
      [0, 5, "agent"],
      [5, 7, "caller"],
      [20, 20.6, undefined],
    ]);
  });

  it("are tool calls and measured steps of the response", () => {
    expect(tools).toMatchObject([
      { at: 6, name: "find", durationMs: 840, error: "{}" },
      { at: 6.5, name: "book", result: "{}", error: undefined },
    ]);
    expect(measurements).toEqual([{ at: 7, step: "llm", durationMs: 500 }]);
  });
});

describe("the end of a turn", () => {
  it("is that of the last sound of the speaker before the next turn", () => {
    const turns = [turn(0, 0, "agent"), turn(1, 6, "caller"), turn(2, 12, "agent")];
    const speech = [
      { channel: "agent", start: 0.1, end: 2 },
      { channel: "agent", start: 2.5, end: 6.4 },
      { channel: "user", start: 6.2, end: 9 },
      { channel: "agent", start: 12, end: 15 },
    ];
    expect(endTurns(turns, speech).map(({ end }) => end)).toEqual([6.4, 9, 15]);
  });

  it("is not after the next turn of the same speaker", () => {
    const turns = [turn(0, 0, "caller"), turn(1, 4, "caller")];
    const speech = [{ channel: "user", start: 0, end: 8 }];
    expect(endTurns(turns, speech).map(({ end }) => end)).toEqual([4, 8]);
  });

  it("stays estimated without a sound", () => {
    expect(endTurns([turn(0, 3, "agent", 5)], [])[0]!.end).toBe(5);
  });
});

describe("the turn at a time", () => {
  const turns = [turn(0, 1, "agent"), turn(1, 4, "caller"), turn(2, 4, "agent")];
  it.each([
    [0, -1],
    [1, 0],
    [3.9, 0],
    [4, 2],
    [99, 2],
  ])("at %d s is %d", (time, index) => {
    expect(turnAt(turns, time)).toBe(index);
  });
});

describe("latency", () => {
  it("adds the steps up that led to a turn of the agent", () => {
    const turns = [turn(0, 0, "agent"), turn(1, 3, "caller"), turn(2, 8, "agent")];
    const latency = latencyOfTurns(
      [
        { at: 5, step: "stt", durationMs: 200 },
        { at: 5.2, step: "llm", durationMs: 700 },
        { at: 6.5, step: "llm", durationMs: 800 },
        { at: 7.3, step: "tts", durationMs: 900 },
        { at: 20, step: "stt", durationMs: 100 },
      ],
      turns,
    );
    expect(latency).toEqual([
      { at: 8, turn: 2, steps: { stt: 200, llm: 1_500, tts: 900 } },
      { at: 20, turn: undefined, steps: { stt: 100 } },
    ]);
  });
});

describe("what was said of a text", () => {
  it("ends with a word", () => {
    expect("one two three".slice(0, saidLength("one two three", 0.4))).toBe("one two");
  });

  it("ends anywhere without spaces", () => {
    const text = "今日は良い天気ですね、散歩に行きましょう。公園で会いましょう、待っています。";
    expect(saidLength(text, 0.25)).toBe(Math.floor(text.length / 4));
  });

  it("is nothing before and everything after the turn", () => {
    expect([saidLength("one two", -1), saidLength("one two", 2)]).toEqual([0, 7]);
  });
});
