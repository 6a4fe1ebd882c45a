/** The commands that find and read sessions, on a real service. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Outcome, runCommand } from "syllable-test-support/command";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";
import { HEADERS, KEY, put } from "./serve-command.js";

const service = withService({ bootstrapKey: KEY });
const folder = tempFolder();
const CONFIG = join(folder, "syllable", "config.json");

const FIRST = {
  session_id: "1",
  timestamp: "2026-11-01T10:00:00.123456Z",
  agent_name: "Front Desk 日本",
  channel_manager_type: "voice",
  source: "+15550100",
  target: "=1+1",
  duration: 125,
};
const SECOND = { session_id: "2", timestamp: "2026-11-02T10:00:00Z", duration: 3_725 };
const TURNS = [
  { timestamp: "2026-11-01T10:00:01Z", source: "agent", text: "Hello" },
  { timestamp: "2026-11-01T10:00:09Z", source: "user", text: "Hi\u001b[31m red" },
];
const CALL = {
  timestamp: "2026-11-01T10:00:05Z",
  tool_name: "book",
  tool_request: '{"day":"Monday"}',
  tool_error: '"closed"',
};

beforeAll(async () => {
  for (const session of [FIRST, SECOND]) {
    await put(service.url, session.session_id, JSON.stringify(session));
  }
  const transcript = { transcription: TURNS, actions: [CALL] };
  await put(service.url, "transcript/1", JSON.stringify(transcript));
});

const environment = () => ({
  SYLLABLESDK_SERVER_URL: service.url,
  SYLLABLESDK_API_KEY_HEADER: KEY,
  XDG_CONFIG_HOME: folder,
});
const run = (...args: string[]): Promise<Outcome> =>
  runCommand(["sessions", ...args], environment());

async function output(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...args);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

describe("a list", () => {
  test("is a table by default", async () => {
    expect(await output("list")).toBe(
      [
        "ID  TIME (UTC)           DURATION  AGENT            CHANNEL  FROM       TO",
        "2   2026-11-02 10:00:00   1:02:05",
        "1   2026-11-01 10:00:00      2:05  Front Desk 日本  voice    +15550100  =1+1",
        "2 sessions in total.",
        "",
      ].join("\n"),
    );
  });

  test("is the response of the server as JSON", async () => {
    const response = await fetch(`${service.url}/api/v1/sessions/?limit=1&page=1`, {
      headers: HEADERS,
    });
    const printed = await output("list", "--limit", "1", "--page", "1", "--output", "json");
    expect(JSON.parse(printed)).toEqual(await response.json());
  });

  test("has a line for each session as JSON Lines, in the order that was requested", async () => {
    const printed = await output("list", "-o", "jsonl", "--order-by", "duration", "--order", "asc");
    const sessions = printed
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(sessions).toEqual([FIRST, SECOND]);
  });

  test("has no formulas as CSV", async () => {
    expect(await output("list", "-o", "csv", "--fields", "target, duration")).toBe(
      "timestamp,target,duration\r\n2026-11-02T10:00:00Z,,3725\r\n2026-11-01T10:00:00.123456Z,'=1+1,125\r\n",
    );
  });

  test("has the sessions that match all filters and dates", async () => {
    const filter = ["--search-field", "agent_name", "--search", "DESK"];
    const more = ["--search-field", "duration", "--search", ">=100"];
    const dates = ["--start-date", "2026-11-01", "--end-date", "2026-11-02"];
    const printed = await output("list", ...filter, ...more, ...dates, "-o", "jsonl");
    expect(JSON.parse(printed)).toEqual(FIRST);
    expect(await output("list", "--search-field", "agent_id", "--search", "x")).toBe(
      "No sessions match.\n",
    );
  });
});

describe("a session", () => {
  test("has a row for each field", async () => {
    expect(await output("get", "1")).toMatch(
      /^FIELD +VALUE\ntimestamp +2026-11-01T10:00:00\.123456Z\n/,
    );
    expect(JSON.parse(await output("get", "1", "-o", "json"))).toEqual(FIRST);
  });

  test("has turns and tool calls in order of time, without control characters", async () => {
    expect(await output("transcript", "1")).toBe(
      [
        "TIME (UTC)           SPEAKER  TEXT",
        "2026-11-01 10:00:01  agent    Hello",
        '2026-11-01 10:00:05  tool     book({"day":"Monday"}) → failed: "closed"',
        "2026-11-01 10:00:09  user     Hi�[31m red",
        "",
      ].join("\n"),
    );
    expect(await output("timeline", "1")).toContain(' 00:04  tool   book({"day":"Monday"})');
  });

  test.each([
    ["summary", "The session has no summary."],
    ["recording", "The session has no recording."],
    ["labels", "The session has no labels."],
    ["audio", "The session has no analysed recording."],
  ])("without %s is described in words", async (part, text) => {
    expect(await output(part, "1")).toBe(`${text}\n`);
  });

  test("is deleted after confirmation only", async () => {
    await put(service.url, "3", JSON.stringify({ timestamp: "2026-01-01T00:00:00Z" }));
    expect(await run("delete", "3")).toMatchObject({
      code: 1,
      stderr: "syllable: without a terminal, deleting session 3 requires --yes\n",
    });
    expect((await run("get", "3")).code).toBe(0);
    expect(await run("delete", "3", "--yes")).toMatchObject({ code: 0, stdout: "" });
    expect((await run("get", "3")).code).toBe(4);
  });
});

test("a dry run prints the request without the key, and sends nothing", async () => {
  const printed = await output("delete", "1", "--dry-run");
  expect(printed).toContain(`DELETE ${service.url}/api/v1/sessions/1\n`);
  expect(printed).toContain("syllable-api-key: ***\n");
  expect((await run("get", "1")).code).toBe(0);
});

test("debug messages have the requests, but no key", async () => {
  const { code, stderr } = await run("list", "--debug");
  expect(code).toBe(0);
  expect(stderr).toContain(`${service.url}/api/v1/sessions/`);
  expect(stderr).not.toContain(KEY);
});

describe("an error is one line", () => {
  test.each([
    ["an unknown session", ["get", "9"], 4, /^session "9" not found \(status 404, request \S+\)$/],
    ["a wrong key", ["list", "--api-key", "wrong"], 3, /^invalid API key \(status 401/],
    ["no server", ["list", "--base-url", "http://127.0.0.1:2"], 5, /^can't reach the server: /],
    ["a rejected value", ["list", "--start-date", "soon"], 1, /start_datetime must be an ISO 8601/],
    [
      "a search without a field",
      ["list", "--search", "x"],
      1,
      /each --search needs a --search-field/,
    ],
    ["an unknown field", ["list", "--fields", "nope"], 1, /It must be one of timestamp, /],
    ["an unknown profile", ["list", "--profile", "x"], 1, /`syllable profiles set x`/],
  ])("for %s", async (_what, args, code, message) => {
    const outcome = await run(...args);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).toMatch(/^syllable: [^\n]+\n$/);
    expect(outcome.stderr.slice("syllable: ".length).trimEnd()).toMatch(message);
  });

  test("without a key", async () => {
    const outcome = await runCommand(["sessions", "list"], { XDG_CONFIG_HOME: folder });
    expect(outcome).toMatchObject({ code: 3, stdout: "" });
    expect(outcome.stderr).toMatch(/^syllable: no API key was given; [^\n]+\n$/);
  });
});

describe("profiles", () => {
  const profiles = (args: string[], input = "", variables = {}) =>
    runCommand(["profiles", ...args], { XDG_CONFIG_HOME: folder, ...variables }, input);

  test("are stored for the owner only, used and removed", async () => {
    const stored = await profiles(["set", "desk", "--base-url", service.url], `${KEY}\n`);
    expect(stored).toMatchObject({
      code: 0,
      stdout: "",
      stderr: `stored profile desk in ${CONFIG}\n`,
    });
    expect((await stat(CONFIG)).mode & 0o777).toBe(0o600);
    expect((await profiles(["list"])).stdout).toBe(`desk\t${service.url}\n`);

    const args = ["sessions", "get", "2", "--profile", "desk", "-o", "jsonl"];
    const { stdout } = await runCommand(args, { XDG_CONFIG_HOME: folder });
    expect(JSON.parse(stdout)).toEqual(SECOND);

    expect((await profiles(["remove", "desk"])).code).toBe(0);
    expect((await profiles(["remove", "desk"])).code).toBe(4);
  });

  test("are not stored without a key", async () => {
    expect(await profiles(["set"], "\n")).toMatchObject({
      code: 3,
      stderr: "syllable: standard input contains no API key\n",
    });
  });
});
