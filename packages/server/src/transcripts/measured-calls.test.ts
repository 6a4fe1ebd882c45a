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
    "one after the other",
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
    "a short one within a long one",
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
  ["one that was not measured", [0, 0.5], [[0.5, 0.7]], [undefined, [0.5, 0.7]]],
  [
    "a clock that is late",
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
    "a clock that is early",
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
    "a call told at its end",
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
  ["a step of another time", [0], [[3, 4]], [undefined]],
  [
    "more steps than calls",
    [0],
    [
      [0, 1],
      [0, 2],
    ],
    [[0, 1]],
  ],
])("calls are paired with the steps that measured them: %s", (_, calls, steps, expected) => {
  const actions = calls.map((seconds) => call(seconds));
  const found = findMeasuredCalls(
    actions,
    steps.map(([from, to]) => step(from, to)),
  );
  const spans = actions.map((action) => found.get(action));
  expect(spans).toEqual(expected.map((span) => span && step(...span)));
});

test("only steps of the call's own tool are taken", () => {
  const actions = [call(0, "find"), call(0, "book")];
  const latency = [step(0, 1, "book"), { ...step(0, 2, "find"), category: "http" as const }];
  const found = findMeasuredCalls(actions, latency);
  expect(actions.map((action) => found.get(action))).toEqual([undefined, latency[0]]);
});
