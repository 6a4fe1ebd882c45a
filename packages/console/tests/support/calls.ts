import type { Settings } from "syllable-server";
import { analysedRecordings, uploadRecording } from "syllable-test-support/recordings";
import type { TestClient } from "syllable-test-support/service";
import { jsonWith, putSession } from "syllable-test-support/sessions";
import { type Sound, voices } from "./voice.ts";

export const START = Date.parse("2026-11-17T22:32:08Z");

/** The settings of a service that analyses recordings. */
export const ANALYSING = { tokenSeconds: 3_600, analysis: "on" } as Partial<Settings>;

const timeOf = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

export interface Spoken extends Sound {
  readonly source: "user" | "agent";
  readonly text: string;
}

export interface Call {
  readonly seconds: number;
  readonly agentName?: string;
  readonly turns: readonly Spoken[];
  readonly tools?: readonly {
    readonly at: number;
    readonly name: string;
    readonly request: unknown;
    readonly result?: unknown;
    readonly error?: unknown;
    readonly ms?: number;
  }[];
  /** Whether the call has no recording. */
  readonly isSilent?: boolean;
}

/** Stores a call with its transcript, tool calls and latency, and waits until its recording was analysed. */
export async function putCall(service: TestClient, id: string, call: Call): Promise<void> {
  await putPendingCall(service, id, call);
  if (!call.isSilent) await analysedRecordings(service, id);
}

/** Stores a call. Its recording can be heard, but may not be analysed yet. */
export async function putPendingCall(service: TestClient, id: string, call: Call): Promise<void> {
  const { seconds, turns, tools = [], agentName = "Front Desk, After Hours" } = call;
  await putSession(service, id, {
    timestamp: timeOf(0),
    duration: seconds,
    agent_name: agentName,
    agent_timezone: "America/Los_Angeles",
    channel_manager_type: "voice",
    source: "+12065550142",
    target: "+12065550101",
    conversation_id: `c-${id}`,
  });
  await put(service, "transcript", id, {
    transcription: turns.map(({ start, source, text }) => ({
      timestamp: timeOf(start),
      source,
      text,
      lang: "en-US",
    })),
    actions: tools.map(({ at, name, request, result, error, ms = 500 }) => ({
      timestamp: timeOf(at),
      tool_name: name,
      tool_request: JSON.stringify(request),
      tool_result: result === undefined ? undefined : JSON.stringify(result),
      tool_error: error === undefined ? undefined : JSON.stringify(error),
      duration_ms: ms,
    })),
  });
  const timeline = turns
    .filter(({ source, start }) => source === "agent" && start > 1)
    .map(({ start }) => ({
      timestamp: timeOf(start),
      measurement_start: timeOf(start - 0.6),
      category: "llm",
      label: "completion",
      unit_type: "milliseconds",
      value: 600,
    }));
  await put(service, "latency", id, { timeline });
  if (call.isSilent) return;
  const speech = {
    user: turns.filter(({ source }) => source === "user"),
    agent: turns.filter(({ source }) => source === "agent"),
  };
  await upload(service, id, "call.wav", voices(speech, seconds));
}

/** Stores a recording that starts with the session. */
export async function upload(
  service: TestClient,
  id: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const response = await uploadRecording(service, id, name, bytes, { "content-type": "audio/wav" });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  await service.call(`/api/v1/sessions/recording/${id}/${name}`, {
    method: "PATCH",
    headers: jsonWith(),
    body: JSON.stringify({ started_at: timeOf(0), channels: "user,agent" }),
  });
}

async function put(service: TestClient, part: string, id: string, body: unknown): Promise<void> {
  const response = await service.call(`/api/v1/sessions/${part}/${id}`, {
    method: "PUT",
    headers: jsonWith(),
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

/** A short call with a long wait, a talk-over, a failed tool call and HTML in a turn and in a tool result. */
export const VISIT: Call = {
  seconds: 32,
  turns: [
    { source: "agent", start: 0.5, end: 3, text: "Thanks for calling. How can I help?" },
    { source: "user", start: 4, end: 7, text: "Move my <img src=x onerror='window.ran=1'> visit." },
    { source: "agent", start: 16.4, end: 20, text: "Friday at twenty past three?" },
    { source: "user", start: 19, end: 22, text: "مرحبا، يوم الجمعة يناسبني." },
    { source: "agent", start: 29, end: 31, text: "Done. 星期五三点二十分。" },
  ],
  tools: [
    {
      at: 7.4,
      name: "find_slots",
      request: { day: "friday" },
      result: { slots: ["15:20"], note: "<img src=x onerror='window.ran=2'>" },
      ms: 6_210,
    },
    {
      at: 23,
      name: "book_slot",
      request: { slot: "fri-1520" },
      error: { status: 409, error: "slot_taken" },
    },
  ],
};

/** A call in which the two sides take turns every five seconds. */
export const longCall = (seconds: number): Call => ({
  seconds,
  turns: Array.from({ length: Math.floor(seconds / 5) }, (_, index) => ({
    source: index % 2 === 0 ? "agent" : "user",
    start: index * 5 + 0.5,
    end: index * 5 + 4,
    text: `Turn ${index} of a long call.`,
  })),
  tools: Array.from({ length: Math.floor(seconds / 60) }, (_, index) => ({
    at: index * 60 + 4.2,
    name: "look_up",
    request: { index },
    result: { found: index },
  })),
});
