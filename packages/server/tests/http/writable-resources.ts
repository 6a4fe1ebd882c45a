import { AT } from "syllable-test-support/sessions";

const SESSIONS = "/api/v1/sessions";

/** What can be read and written: the path before its id, and two bodies. */
export const writable: [what: string, prefix: string, bodies: [unknown, unknown]][] = [
  [
    "session",
    `${SESSIONS}/`,
    [
      { timestamp: AT, agent_name: "One" },
      { timestamp: AT, agent_name: "Two" },
    ],
  ],
  [
    "transcript",
    `${SESSIONS}/transcript/`,
    [
      { transcription: [{ timestamp: AT, text: "one", source: "user" }], actions: [] },
      { transcription: [{ timestamp: AT, text: "two", source: "user" }], actions: [] },
    ],
  ],
  ["summary", `${SESSIONS}/full-summary/`, [{ summary: "One" }, { summary: "Two" }]],
  ["latency", `${SESSIONS}/latency/`, [{ timeline: [] }, { timeline: [step()] }]],
];

function step() {
  return {
    timestamp: AT,
    measurement_start: AT,
    category: "llm",
    label: "turn",
    unit_type: "milliseconds",
    value: 5,
    value_str: "5 ms",
    time_delta: "0",
  };
}
