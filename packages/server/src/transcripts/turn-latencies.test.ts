import type { LatencyEntryWire } from "syllable-contract";
import { expect, test } from "vitest";
import { turnLatencies } from "./turn-latencies.js";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();

const turn = (seconds: number, source: "agent" | "user") =>
  ({ timestamp: at(seconds), source, text: "…" }) as const;

const step = (
  seconds: number,
  category: LatencyEntryWire["category"],
  ms: number,
  label = category as string,
): LatencyEntryWire => ({
  measurement_start: at(seconds),
  timestamp: at(seconds + ms / 1_000),
  category,
  label,
  unit_type: "milliseconds",
  value: ms,
  value_str: `${ms} ms`,
  time_delta: `PT${ms / 1_000}S`,
});

test("adds up the steps that led to each turn of the agent", () => {
  const turns = [turn(0, "agent"), turn(3, "user"), turn(8, "agent"), turn(9, "agent")];
  const steps = [
    step(5, "stt", 200),
    step(20, "stt", 100),
    step(5.2, "llm", 700),
    step(6.5, "llm", 800),
    // Ends 0.2 seconds after the turn began.
    step(7.3, "tts", 900),
    step(8.2, "tts", 500),
  ];
  expect(turnLatencies(turns, [], steps)).toEqual([2_600, 500, 100]);
});

test("does not add tools and requests, which are part of other steps", () => {
  const steps = [step(1, "llm", 900), step(1.2, "tool", 300, "book"), step(1.3, "http", 100)];
  const call = { timestamp: at(1.2), tool_name: "book" };
  expect(turnLatencies([turn(2, "agent")], [call], steps)).toEqual([900]);
  expect(turnLatencies([], [], [])).toEqual([]);
});
