import type { Session, SessionLabel } from "syllable-sdk/models/components";
import { describe, expect, test } from "vitest";
import { csvHead, csvRow, jsonLine } from "./export-rows.ts";

const session: Session = { timestamp: new Date("2026-11-17T22:32:08.250Z"), sessionId: "42" };

/** The cells of a CSV line, by column. */
function cellsOf(line: string): Map<string, string | undefined> {
  const read = (text: string) =>
    [...text.trimEnd().matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
  const cells = read(line);
  return new Map(read(csvHead("utc")).map((name, index) => [name, cells[index]]));
}

describe("CSV", () => {
  test("names the zone of the times in its head", () => {
    expect(csvHead("utc")).toMatch(/^timestamp \(UTC\),session_id,/);
    expect(csvHead("agent")).toMatch(/^timestamp \(the agent's zone\),/);
  });

  test("has the time in the zone of the agent, and in UTC", () => {
    const row = csvRow({ ...session, agentTimezone: "America/Los_Angeles" }, undefined, "agent");
    expect(row).toMatch(/^2026-11-17 14:32:08,2026-11-17T22:32:08.250Z,42,/);
  });

  test.each([
    "=1+1",
    "+1 206 555 0142",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\n\u0000=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
  ])("marks %j as text, so that no spreadsheet calculates it", (source) => {
    expect(cellsOf(csvRow({ ...session, source }, undefined, "utc")).get("source")).toBe(
      `'${source}`,
    );
  });

  test.each(["a;b", "a\tb"])("quotes %j, so that it stays one cell", (source) => {
    expect(csvRow({ ...session, source }, undefined, "utc")).toContain(`,"${source}",`);
  });

  test("keeps quotes, commas and line breaks inside a cell", () => {
    const agentName = 'The "front", desk\nafter hours';
    const row = csvRow({ ...session, agentName }, undefined, "utc");
    expect(cellsOf(row).get("agent_name")).toBe(agentName);
  });

  test("writes numbers and booleans as they are, and nothing for what is absent", () => {
    const cells = cellsOf(
      csvRow({ ...session, duration: 3.5, isOutbound: false }, undefined, "utc"),
    );
    expect(cells.get("duration")).toBe("3.5");
    expect(cells.get("is_outbound")).toBe("false");
    expect(cells.get("label")).toBe("");
  });

  test("has the label that counts", () => {
    const label = { code: "BAD", type: "human-rating", userEmail: "nora@example.com" };
    const cells = cellsOf(csvRow(session, label as SessionLabel, "utc"));
    expect(cells.get("label")).toBe("BAD");
    expect(cells.get("label_user")).toBe("nora@example.com");
  });
});

test("a JSON line has the names and times of the HTTP API", () => {
  const line = jsonLine({ ...session, agentName: "A\nB", channelManagerSid: "CA1" });
  expect(line).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(line)).toEqual({
    timestamp: "2026-11-17T22:32:08.250Z",
    session_id: "42",
    agent_name: "A\nB",
    channel_manager_sid: "CA1",
  });
});
