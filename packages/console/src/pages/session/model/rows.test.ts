import { describe, expect, it } from "vitest";
import type { Turn } from "./call.ts";
import { findingsOf, placesOf } from "./findings.ts";
import type { Fault, Heard } from "./heard.ts";
import { find, rowsOf } from "./rows.ts";
import { trackOf } from "./test-tracks.ts";

const turn = (index: number, start: number, end: number, side: Turn["side"], text = ""): Turn => ({
  index,
  start,
  end,
  side,
  text,
  lang: undefined,
});
const turns = [
  turn(0, 0, 3, "agent", "Hello"),
  turn(1, 4, 8, "caller", "Move my <b>visit</b>"),
  turn(2, 17.5, 20, "agent", "Friday"),
  turn(3, 19.2, 22, "caller"),
];
const tool = {
  at: 9,
  durationMs: 6_210,
  name: "find_slots",
  request: '{"day":"friday"}',
  result: "[]",
  error: undefined,
};
const heard: Heard = {
  waits: [{ from: "user", to: "agent", start: 8.1, end: 17.5 }],
  talkOvers: [{ start: 19.2, end: 20 }],
  faults: [],
};
const silences = [
  { start: 8.1, end: 17.5, before: "user", after: "agent" },
  { start: 22, end: 30, before: "user", after: "user" },
];
const rows = rowsOf({ turns, tools: [tool], silences, heard, dead: [] });

describe("rows of the transcript", () => {
  it("stand in order of time, tool calls and pauses in their places", () => {
    expect(rows.map(({ kind, at }) => [kind, at])).toEqual([
      ["turn", 0],
      ["turn", 4],
      ["tool", 9],
      ["turn", 17.5],
      ["turn", 19.2],
      ["pause", 22],
    ]);
  });

  it("say how long the caller waited, as heard, and where both spoke", () => {
    const gaps = rows.flatMap((row) => (row.kind === "turn" ? [row.gap] : []));
    expect(gaps).toMatchObject([
      undefined,
      undefined,
      { kind: "waited", seconds: expect.closeTo(9.4) },
      { kind: "over", seconds: expect.closeTo(0.8) },
    ]);
  });

  it("use the times of the transcript without a recording", () => {
    const nothing = { waits: [], talkOvers: [], faults: [] };
    const without = rowsOf({ turns, tools: [], silences: [], heard: nothing, dead: [] });
    expect(without[2]).toMatchObject({ gap: { kind: "waited", seconds: 9.5 } });
  });

  it("say which turns have no sound", () => {
    const fault = { kind: "dead_channel", channel: "agent", start: 18.5, end: 30 } as Fault;
    const dead = rowsOf({
      turns: [...turns, turn(4, 25, 27, "agent")],
      tools: [],
      silences: [],
      heard,
      dead: [fault],
    });
    const sounds = dead.flatMap((row) => (row.kind === "turn" ? [row.sound] : []));
    expect(sounds).toEqual([undefined, undefined, { cutAt: 18.5 }, undefined, "none"]);
  });

  it("are found by their text, in any case, tool calls too", () => {
    expect(find(rows, "FRIDAY")).toEqual([2, 3]);
    expect(find(rows, "<b>")).toEqual([1]);
    expect(find(rows, "  ")).toEqual([]);
  });
});

describe("findings", () => {
  const track = trackOf({ end: 40 });
  const fault = {
    kind: "dead_channel",
    channel: "agent",
    start: 25,
    end: 40,
    detail: "",
    track,
  } as const;
  const speech = [{ channel: "user", start: 19.2, end: 30 }];
  const failed = { ...tool, at: 35, error: "{}" };

  it("are said in words, faults first", () => {
    const findings = findingsOf({
      heard: { ...heard, faults: [fault] },
      speech,
      tracks: [track],
      tools: [tool, failed],
    });
    expect(findings.map(({ text, at }) => [text, at])).toEqual([
      ["Agent channel silent from 0:25 to the end", 25],
      ["No response in the last 10.0 s", 30],
      ["Longest wait 9.4 s at 0:08", 8.1],
      ["Talk-over 0.8 s in 1 place", 19.2],
      ["1 tool error", 35],
    ]);
    expect(placesOf(findings, heard, [failed])).toEqual([8.1, 19.2, 25, 30, 35]);
  });

  it("are none for a good call", () => {
    const quiet = {
      waits: [{ from: "user", to: "agent", start: 1, end: 2.5 }],
      talkOvers: [],
      faults: [],
    };
    expect(findingsOf({ heard: quiet, speech: [], tracks: [track], tools: [tool] })).toEqual([]);
  });
});
