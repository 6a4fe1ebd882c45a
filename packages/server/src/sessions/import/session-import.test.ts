import { join } from "node:path";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Log } from "../../log.js";
import type { SessionStore, Store } from "../../store/port.js";
import { openSqliteStore } from "../../store/sqlite/open.js";
import { type ImportLimits, SessionImport } from "./session-import.js";

const MIB = 1024 * 1024;
const MEGABYTE = 1_000_000;
const AT = "2026-03-01T12:00:00Z";
const GOOD = `${JSON.stringify({ timestamp: AT })}\n`;

interface Result {
  readonly line: number;
  readonly status: string;
  readonly detail?: string;
  readonly warnings?: string[];
}

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = tempFolder();
  store = await openSqliteStore(join(folder, "sessions.sqlite"));
});
afterEach(async () => {
  await store.close();
});

async function* repeated(text: string, times: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.from(text);
  for (let count = 0; count < times; count++) yield chunk;
}

const run = (
  body: AsyncIterable<Buffer>,
  limits?: ImportLimits,
  sessions: SessionStore = store.sessions,
) =>
  new SessionImport(sessions, folder, 0, limits).run(1, body, {
    log: {} as Log,
    signal: new AbortController().signal,
    onWait: () => undefined,
  });

async function resultsOf(...parameters: Parameters<typeof run>): Promise<Result[]> {
  let text = "";
  for await (const chunk of run(...parameters)) text += chunk;
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

test("a batch of long lines has few lines, so that it takes little memory", async () => {
  const batches: number[] = [];
  const sessions = {
    ...store.sessions,
    put: (...[organisation, records]: Parameters<typeof store.sessions.put>) => {
      batches.push(records.reduce((bytes, { json }) => bytes + json.length, 0));
      return store.sessions.put(organisation, records);
    },
  };
  const line = `${JSON.stringify({ timestamp: AT, source: "x".repeat(30_000) })}\n`;
  const results = await resultsOf(repeated(line, 600), undefined, sessions);
  expect(results.filter(({ status }) => status === "created")).toHaveLength(600);
  expect(Math.max(...batches)).toBeLessThan(10 * MEGABYTE);
});

test("an import ends after too many rejected lines; the lines before are stored", async () => {
  const limits = { rejectedLines: 20, unreadBytes: MIB };
  const body = repeated(`${GOOD}\n{}\n`, 1_000);
  const results = await resultsOf(body, limits);
  expect(results).toHaveLength(41);
  expect(results.filter(({ status }) => status === "created")).toHaveLength(20);
  expect(results.at(-1)).toEqual({
    line: 61,
    status: "rejected",
    detail: "the import ended after 20 rejected lines; this line and all later ones were not read",
  });
  expect((await body.next()).done).toBe(true);
});

test("an import with exactly the allowed number of rejected lines is complete", async () => {
  const limits = { rejectedLines: 20, unreadBytes: MIB };
  expect(await resultsOf(repeated("{}\n", 20), limits)).toHaveLength(20);
});

test("an import ends when too many results are unread; the lines before are stored", async () => {
  const limits = { rejectedLines: 10_000, unreadBytes: MIB / 4 };
  let sent = 0;
  async function* body() {
    for (;;) {
      yield Buffer.from(GOOD.repeat(100));
      sent += 100;
    }
  }
  let stopReading: () => void;
  const stoppedReading = new Promise<void>((resolve) => {
    stopReading = resolve;
  });
  async function* observedBody() {
    try {
      yield* body();
    } finally {
      stopReading();
    }
  }
  const results = run(observedBody(), limits);
  const first = await results.next();
  await stoppedReading;
  let text = String(first.value);
  for await (const chunk of results) text += chunk;
  const lines = text.split("\n").slice(0, -1);
  const last = JSON.parse(lines.at(-1)!) as Result;
  expect(last).toEqual({
    line: lines.length,
    status: "rejected",
    detail: `the import ended because ${MIB / 4} bytes of its results were not read; this line and all later ones were not read`,
  });
  expect(lines.filter((line) => line.includes('"created"'))).toHaveLength(lines.length - 1);
  expect(sent).toBeLessThan(lines.length + 100);
  // The limit, and the batches in progress when it was reached.
  expect(text.length).toBeLessThan(MIB);
});

test("a line is rejected with a short reason, however many validation errors it has", async () => {
  const fields = Array.from({ length: 500 }, (_, index) => `"${"\\n".repeat(400)}${index}":1`);
  const [result] = await resultsOf(repeated(`{${fields.join()}}\n`, 1));
  expect(result!.detail).toBe("timestamp is required");
  expect(result!.warnings!.join().length).toBeLessThanOrEqual(1_100);
  expect(result!.warnings![0]).toMatch(/^unknown fields: .*, and 490 more$/s);
  const wrong = ["agent_id", "agent_name", "agent_type", "prompt_id", "prompt_name"];
  const text = JSON.stringify(Object.fromEntries(wrong.map((name) => [name, 1])));
  const [long] = await resultsOf(repeated(`${text}\n`, 1));
  expect(long!.detail).toMatch(/^timestamp .*; agent_id .*; agent_name .*; and more$/);
});

const distinctKeys = () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `"${index.toString(36)}":0`);
  return `{${keys.join()}}\n`;
};

test("a line with more values than a session can have is not parsed", async () => {
  const source = ",[{".repeat(20_000);
  const text = `${JSON.stringify({ timestamp: AT, source })}\n`;
  const results = await resultsOf(repeated(distinctKeys() + text, 1));
  expect(results.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^has more than 16384 values/),
    expect.stringMatching(/^body has \d+ characters as JSON/),
  ]);
});

const megabyte = (text: string) => text.repeat(Math.floor(MIB / text.length));

test.each<[string, string, number]>([
  ["blank lines", megabyte("\n"), 200],
  ["bad lines", megabyte("x\n").slice(0, 64 * 1024), 1],
  ["small sessions", megabyte(GOOD).slice(0, GOOD.length * 500), 10],
  ["long lines of deep JSON", `${megabyte("[").slice(2)}\n`, 20],
  ["long lines of many fields", distinctKeys(), 20],
])("importing %s does not block the event loop", async (_what, chunk, times) => {
  const cpuMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  let longest = 0;
  let last = cpuMs();
  const timer = setInterval(() => {
    longest = Math.max(longest, cpuMs() - last);
    last = cpuMs();
  }, 1);
  const limits = { rejectedLines: Number.POSITIVE_INFINITY, unreadBytes: 256 * MIB };
  await resultsOf(repeated(chunk, times), limits);
  clearInterval(timer);
  // Parsing takes at most 20 ms of this. The rest is garbage collection and the writer thread.
  expect(longest).toBeLessThan(200);
});
