import type { AudioFactsWire, SessionsStatsWire } from "syllable-contract";
import { makeConversation, randomOf } from "syllable-test-support/conversation";
import { eventually } from "syllable-test-support/eventually";
import { analysedRecordings, uploadRecording } from "syllable-test-support/recordings";
import { importLines, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { squareWave } from "../recordings/analysed-session.js";
import { conversationWav } from "../recordings/conversation-wav.js";

const service = withService({ analysis: "on" });

async function get<T>(path: string): Promise<T> {
  const response = await service.call(`/api/v1/sessions${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

const filter = (field: string, value: string) =>
  `search_fields=${field}&search_field_values=${value}`;

async function listed(field: string, value: string): Promise<string[]> {
  const page = await get<{ items: { session_id: string }[] }>(`/?${filter(field, value)}`);
  return page.items.map(({ session_id }) => session_id).sort();
}

async function groups(groupBy: string): Promise<Record<string, number>> {
  const stats = await get<SessionsStatsWire>(`/stats?group_by=${groupBy}`);
  return Object.fromEntries(stats.groups.map(({ key, sessions }) => [String(key), sessions]));
}

const send = async (method: string, path: string, body: unknown) => {
  const headers = { "content-type": "application/json" };
  const init = { method, headers, body: JSON.stringify(body) };
  const response = await service.call(`/api/v1${path}`, init);
  expect(response.status, path).toBeLessThan(300);
};

const label = (session_id: number, code: string, type = "human-rating") =>
  send("POST", "/session_labels/", { session_id, type, code, user_email: "a@example.com" });

const transcript = (session: string, ...errors: (string | null)[]) =>
  send("PUT", `/sessions/transcript/${session}`, {
    transcription: [],
    actions: errors.map((tool_error) => ({
      timestamp: "2026-01-01T00:00:00Z",
      tool_name: "book",
      ...(tool_error === null ? {} : { tool_error }),
    })),
  });

describe("sessions are found and grouped", () => {
  test("by the label that counts", async () => {
    for (const id of ["1", "2", "3"]) await putSession(service, id);
    await label(1, "GOOD");
    await label(1, "BAD", "auto");
    await label(2, "bad", "auto");
    await label(3, "unclear");
    expect(await listed("label", "good")).toEqual(["1"]);
    expect(await listed("label", "BAD")).toEqual(["2"]);
    expect(await listed("label", "other")).toEqual(["3"]);
    await label(2, "Ok");
    await putSession(service, "4");
    expect(await groups("label")).toEqual({ good: 1, ok: 1, other: 1, none: 1 });
    const rejected = await service.call(`/api/v1/sessions/?${filter("label", "great")}`);
    expect(rejected.status).toBe(422);
    expect(await rejected.text()).toContain(
      "must be good, ok, bad, other or none, to filter by label",
    );
  });

  test("by errors of tool calls", async () => {
    await transcript("1", null, "timeout");
    await transcript("2", null);
    await transcript("3");
    expect(await groups("tool_errors")).toEqual({ true: 1, false: 2, null: 1 });
    expect(await listed("tool_errors", "true")).toEqual(["1"]);
    await transcript("1");
    expect(await listed("tool_errors", "true")).toEqual([]);
    expect(await listed("tool_errors", "false")).toEqual(["1", "2", "3"]);
  });

  test("by faults of their recordings, which follow their transcript and time", async () => {
    await uploadRecording(service, "1", "call.wav", squareWave(32_767 / 32_768));
    await uploadRecording(service, "2", "call.wav", squareWave(0.1));
    await analysedRecordings(service, "1");
    await analysedRecordings(service, "2");
    await eventually(async () => {
      expect(await groups("audio_faults")).toEqual({ true: 1, false: 1, null: 2 });
    });
    expect(await listed("audio_faults", "true")).toEqual(["1"]);
    // A recording of a second is too short for a session of a minute.
    const line = { session_id: "2", timestamp: "2026-01-31T09:00:00Z", duration: 60 };
    await importLines(service, JSON.stringify(line));
    await transcript("2");
    await eventually(async () => {
      expect(await listed("audio_faults", "true")).toEqual(["1", "2"]);
    }, 60_000);
    await service.call("/api/v1/sessions/recording/1/call.wav", { method: "DELETE" });
    expect(await listed("audio_faults", "true")).toEqual(["2"]);
    expect(await groups("label")).toEqual({ good: 1, ok: 1, other: 1, none: 1 });
  });

  test("without any of it in the JSON of a session", async () => {
    const session = await get<Record<string, unknown>>("/1");
    expect(Object.keys(session)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(label|tool_errors|audio_faults)$/)]),
    );
  });
});

test("stats have percentiles of response gaps and latencies, like the facts that they are of", async () => {
  const session = "20";
  await putSession(service, session, { agent_id: "p", duration: 11 });
  await putSession(service, "21", { agent_id: "p" });
  const at = (seconds: number) => new Date(Date.parse("2026-01-31T09:00:00Z") + seconds * 1_000);
  await send("PUT", `/sessions/transcript/${session}`, {
    transcription: [{ timestamp: at(5), source: "agent", text: "Hello" }],
    actions: [],
  });
  const step = (seconds: number, category: string, value: number) => ({
    timestamp: at(seconds + value / 1_000),
    measurement_start: at(seconds),
    label: category,
    unit_type: "milliseconds",
    category,
    value,
  });
  await send("PUT", `/sessions/latency/${session}`, {
    timeline: [step(2, "stt", 300), step(2.5, "llm", 900), step(3.5, "tts", 400)],
  });
  const call = conversationWav(makeConversation(randomOf(4)));
  await uploadRecording(service, session, "call?channels=user,agent", call);
  await analysedRecordings(service, session);
  const { recordings } = await get<AudioFactsWire>(`/audio/${session}`);
  const gaps = recordings[0]!.response_gaps
    .filter(({ from, to }) => from === "user" && to === "agent")
    .map(({ gap_ms }) => gap_ms)
    .sort((one, other) => one - other);
  expect(gaps.length).toBeGreaterThan(0);
  const path = `/stats?group_by=day&percentiles=true&${filter("agent_id", "p")}`;
  const stats = await eventually(async () => {
    const found = await get<SessionsStatsWire>(path);
    expect(found.response_gaps?.count).toBe(gaps.length);
    expect(found.latencies?.count).toBe(1);
    return found;
  }, 60_000);
  const longest = gaps.at(-1)! / 1_000;
  expect(Math.abs(stats.response_gaps!.p99 - longest)).toBeLessThanOrEqual(longest * 0.05);
  expect(Math.abs(stats.latencies!.p50 - 1.6)).toBeLessThanOrEqual(0.08);
  const { response_gaps, latencies } = stats;
  expect(stats.groups).toMatchObject([{ sessions: 2, response_gaps, latencies }]);
  expect(await get(path.replace("percentiles=true", "percentiles=false"))).toEqual({
    groups: [{ key: "2026-01-31T00:00:00Z", sessions: 2, duration_seconds: 11 }],
    total_count: 2,
  });
});
