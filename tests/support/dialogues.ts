import { existsSync, readFileSync } from "node:fs";
import type {
  LatencyMeasurement,
  SessionAction,
  SessionText,
} from "syllable-sdk/models/components";

const SHARED = new URL("../../../shared/data/sessions.jsonl", import.meta.url).pathname;
const DEMO = new URL("../../demo/sessions.jsonl", import.meta.url).pathname;

/** A dialogue with its tool calls, and a latency entry for each call. */
export interface Dialogue {
  readonly sessionId: string;
  readonly start: Date;
  readonly transcription: SessionText[];
  readonly actions: SessionAction[];
  readonly latency: LatencyMeasurement[];
}

type Json = Record<string, never>;

const linesOf = (path: string): Json[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Without times, the dialogue gets a turn every five seconds, and tool calls follow their turn. */
function realDialogue(line: Json, index: number): Dialogue {
  const { turns, actions, started_at } = line as unknown as {
    turns: { speaker: "user" | "agent"; text: string; start_ms?: number }[];
    actions: {
      after_turn: number;
      tool_name: string;
      request: object;
      result: unknown;
      at_ms?: number;
    }[];
    started_at?: string;
  };
  const start = new Date(started_at ?? Date.UTC(2026, 0, 1) + index * 3_600_000);
  const at = (ms: number) => new Date(+start + ms);
  let call = 0;
  const calls = actions.map(({ after_turn, tool_name, request, result, at_ms }) => ({
    timestamp: at(at_ms ?? after_turn * 5_000 + 100 * ++call),
    toolName: tool_name,
    toolRequest: JSON.stringify(request),
    toolResult: JSON.stringify(result),
  }));
  return {
    sessionId: String(900_000 + index),
    start,
    transcription: byTime(
      turns.map(({ speaker, text, start_ms }, turn) => ({
        timestamp: at(start_ms ?? turn * 5_000),
        source: speaker,
        text,
      })),
    ),
    actions: byTime(calls),
    latency: calls.map(({ timestamp, toolName }) => measurementOf(timestamp, toolName)),
  };
}

function demoDialogue(line: Json): Dialogue {
  const { session, transcription, actions } = line as unknown as {
    session: { session_id: string; timestamp: string };
    transcription: { timestamp: string; source: "user" | "agent"; text: string }[];
    actions: { timestamp: string; tool_name: string; tool_request: string }[];
  };
  const calls = actions.map(({ timestamp, tool_name, tool_request }) => ({
    timestamp: new Date(timestamp),
    toolName: tool_name,
    toolRequest: tool_request,
  }));
  return {
    sessionId: session.session_id,
    start: new Date(session.timestamp),
    transcription: transcription.map(({ timestamp, source, text }) => ({
      timestamp: new Date(timestamp),
      source,
      text,
    })),
    actions: calls,
    latency: calls.map(({ timestamp, toolName }) => measurementOf(timestamp, toolName)),
  };
}

const byTime = <T extends { timestamp: Date }>(items: T[]): T[] =>
  items.toSorted((one, other) => +one.timestamp - +other.timestamp);

const measurementOf = (start: Date, label: string): LatencyMeasurement => ({
  timestamp: new Date(+start + 40),
  measurementStart: start,
  category: "tool",
  label,
  unitType: "milliseconds",
  value: 40,
});

/** Real dialogues if they are next to the repository, otherwise those of the demo. */
export const dialogues: readonly Dialogue[] = existsSync(SHARED)
  ? linesOf(SHARED).map(realDialogue)
  : linesOf(DEMO).map(demoDialogue);
