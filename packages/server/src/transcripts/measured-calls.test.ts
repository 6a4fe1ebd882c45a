import { expect, test } from "vitest";
import { findMeasuredCalls } from "./measured-calls.js";

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1) + seconds * 1_000).toISOString();
const call = (seconds: number, tool_name = "find") => ({ timestamp: at(seconds), tool_name });
const step = (from: number, to: number, label = "find") => ({
  timestamp: at(to),
  measurement_start: at(from),
  category: "tool" as const,
  label,
  unit_type: "seconds" as const,
  value: to - from,
  value_str: "",
  time_delta: "",
});

type Span = [number, number];

test.each<[string, number[], Span[], (Span | undefined)[]]>([
  [
    "one call after another",
    [0, 5],
    [
      [0, 1],
      [5, 6],
    ],
    [
      [0, 1],
      [5, 6],
    ],
  ],
  [
    "a short call during a long one",
    [0, 0.5],
    [
      [0.5, 0.7],
      [0, 5],
    ],
    [
      [0, 5],
      [0.5, 0.7],
    ],
  ],
  ["a call that was not measured", [0, 0.5], [[0.5, 0.7]], [undefined, [0.5, 0.7]]],
  [
    "a clock that is slow",
    [0, 1],
    [
      [0.6, 0.8],
      [1.6, 1.8],
    ],
    [
      [0.6, 0.8],
      [1.6, 1.8],
    ],
  ],
  [
    "a clock that is fast",
    [1, 2],
    [
      [0.4, 0.6],
      [1.4, 1.6],
    ],
    [
      [0.4, 0.6],
      [1.4, 1.6],
    ],
  ],
  [
    "a call with the time of its end",
    [5, 9],
    [
      [0, 5],
      [6, 9],
    ],
    [
      [0, 5],
      [6, 9],
    ],
  ],
  ["a step at another time", [0], [[3, 4]], [undefined]],
  [
    "more steps than calls",
    [0],
    [
      [0, 1],
      [0, 2],
    ],
    [[0, 1]],
  ],
])("pairs calls with the steps that measured them: %s", (_, calls, steps, expected) => {
  const actions = calls.map((seconds) => call(seconds));
  const found = findMeasuredCalls(
    actions,
    steps.map(([from, to]) => step(from, to)),
  );
  const spans = actions.map((action) => found.get(action));
  expect(spans).toEqual(expected.map((span) => span && step(...span)));
});

test("a call is paired only with steps of the same tool", () => {
  const actions = [call(0, "find"), call(0, "book")];
  const latency = [step(0, 1, "book"), { ...step(0, 2, "find"), category: "http" as const }];
  const found = findMeasuredCalls(actions, latency);
  expect(actions.map((action) => found.get(action))).toEqual([undefined, latency[0]]);
});
