import type { SessionsStatsWire, SessionWire } from "syllable-contract";
import { importLines } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const sessions: (Partial<SessionWire> & { timestamp: string })[] = [
  { session_id: "1", timestamp: "2026-03-28T22:59:00Z", agent_id: "a", duration: 12.3 },
  { session_id: "2", timestamp: "2026-03-28T23:00:00Z", agent_id: "b", duration: 0.1 },
  { session_id: "3", timestamp: "2026-03-29T21:59:59.999999Z", agent_id: "a", duration: 0.2 },
  { session_id: "4", timestamp: "2026-03-31T12:00:00Z", is_outbound: true },
  { session_id: "5", timestamp: "2026-03-31T12:00:00Z", is_test: true, agent_id: "a" },
];

const service = withService();
beforeAll(async () => {
  await importLines(service, sessions.map((session) => JSON.stringify(session)).join("\n"));
});

const request = (query: string) => service.call(`/api/v1/sessions/stats?${query}`);

async function stats(query: string): Promise<SessionsStatsWire> {
  const response = await request(query);
  expect(response.status, query).toBe(200);
  return (await response.json()) as SessionsStatsWire;
}

describe("session stats", () => {
  test("by day of a time zone include days without sessions", async () => {
    expect(await stats("group_by=day&time_zone=Europe/Berlin")).toEqual({
      groups: [
        { key: "2026-03-28T00:00:00+01:00", sessions: 1, duration_seconds: 12.3 },
        { key: "2026-03-29T00:00:00+01:00", sessions: 2, duration_seconds: 0.3 },
        { key: "2026-03-30T00:00:00+02:00", sessions: 0, duration_seconds: 0 },
        { key: "2026-03-31T00:00:00+02:00", sessions: 1, duration_seconds: 0 },
      ],
      total_count: 4,
    });
  });

  test("by property have most sessions first, and those without a value", async () => {
    expect(await stats("group_by=agent_id")).toEqual({
      groups: [
        { key: "a", sessions: 2, duration_seconds: 12.5 },
        { key: "b", sessions: 1, duration_seconds: 0.1 },
        { key: null, sessions: 1, duration_seconds: 0 },
      ],
      total_count: 4,
    });
  });

  test("accept the filters of a list", async () => {
    const filter = "search_fields=agent_id&search_field_values=a";
    const days = `start_datetime=2026-03-29&end_datetime=2026-04-01&${filter}`;
    expect(await stats(`group_by=month&${days}`)).toEqual({
      groups: [{ key: "2026-03-01T00:00:00Z", sessions: 1, duration_seconds: 0.2 }],
      total_count: 1,
    });
    const tests = "search_fields=is_test&search_field_values=true";
    const { groups } = await stats(`group_by=is_test&${tests}`);
    expect(groups.map(({ key, sessions }) => [key, sessions])).toEqual([
      ["false", 4],
      ["true", 1],
    ]);
  });

  test.each([
    ["", "group_by"],
    ["group_by=source", "group_by"],
    ["group_by=day&time_zone=Mars/Base", "time_zone"],
    ["group_by=day&time_zone=%2B02:00", "time_zone"],
    ["group_by=day&time_zone=", "time_zone"],
    ["group_by=day&limit=25", "limit"],
    ["group_by=day&start_datetime=yesterday", "start_datetime"],
    ["group_by=day&search_fields=agent_id", "search_field_values"],
  ])("reject %j because of %s", async (query, parameter) => {
    const response = await request(query);
    expect(response.status).toBe(422);
    const { detail } = (await response.json()) as { detail: { loc: string[] }[] };
    expect(detail.map(({ loc }) => loc)).toEqual([["query", parameter]]);
  });

  test("with too many groups say what to do", async () => {
    await importLines(
      service,
      JSON.stringify({ session_id: "9", timestamp: "2020-01-01T00:00:00Z" }),
    );
    const response = await request("group_by=day");
    expect(response.status).toBe(422);
    expect(await response.text()).toMatch(/more than 1000 groups; narrow the time range/);
  });
});
