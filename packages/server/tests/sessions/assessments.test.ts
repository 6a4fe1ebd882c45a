import type { SessionsStatsWire } from "syllable-contract";
import { eventually } from "syllable-test-support/eventually";
import { analysedRecordings, uploadRecording } from "syllable-test-support/recordings";
import { importLines, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { squareWave } from "../recordings/analysed-session.js";

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
