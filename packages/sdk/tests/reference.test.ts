/** The API reference: its samples run from the packed SDK against the real service. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onlyIf } from "syllable-test-support/missing-parts";
import {
  analysedRecordings,
  demoRecording,
  uploadRecording,
} from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as errors from "../src/models/errors/index.js";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { output } from "./runtimes/programs.js";

const DOCS = fileURLToPath(new URL("../docs", import.meta.url));
const FUNCTIONS = fileURLToPath(new URL("../src/funcs", import.meta.url));
const PUBLISHED_PAGE = fileURLToPath(
  new URL("../../../../shared/seed/sessions.md", import.meta.url),
);

const pages = new Map(
  readdirSync(DOCS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [relative(DOCS, path), readFileSync(path, "utf8")]),
);

describe("the samples", () => {
  const samples = [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/^### Example: (\S+)\n.*?```js\n(.*?)```.*?```text\n(.*?)```/gms)].map(
      ([, call, code, printed]) => ({ page, call: call!, code: code!, printed: printed! }),
    ),
  );
  let service: TestService;
  let consumer: Consumer;

  beforeAll(async () => {
    [service, consumer] = await Promise.all([startService({ analysis: "on" }), makeConsumer()]);
    await writeFile(join(consumer.folder, "call.mp3"), demoRecording("100001/call.mp3"));
    await storeSessions(service);
  });
  afterAll(async () => {
    await consumer?.[Symbol.asyncDispose]();
    await service?.remove();
  });

  test.each(samples)("$call prints what the page says", async ({ call, code, printed }) => {
    const program = await consumer.write(`${call}.mjs`, code);
    const env = { SYLLABLESDK_SERVER_URL: service.url, SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY };
    expect(await output(process.execPath, [program], consumer, env)).toBe(printed);
  });

  test("there is one for every function", () => {
    const functions = readdirSync(FUNCTIONS).map((name) => name.replace(/\.ts$/, ""));
    const documented = [...pages.values()].flatMap((text) =>
      [...text.matchAll(/`syllable-sdk\/funcs\/(\w+)\.js`/g)].map(([, name]) => name!),
    );
    expect(documented.sort()).toEqual(functions.sort());
    expect(samples).toHaveLength(functions.length);
  });
});

test("every error class has a page", () => {
  const classes = Object.keys(errors).filter((name) => !name.startsWith("is"));
  const titles = [...pages]
    .filter(([page]) => page.startsWith(join("models", "errors")))
    .map(([, text]) => /^# (.+)$/m.exec(text)![1]!);
  expect(titles.sort()).toEqual(classes.sort());
});

describe("every relative link leads to a page and a heading", () => {
  test.each([...pages.keys()])("of %s", (page) => {
    expect(brokenLinks(page, pages.get(page)!)).toEqual([]);
  });

  test(
    "of the published page, in place of ours",
    onlyIf(existsSync(PUBLISHED_PAGE), "../shared"),
    () => {
      const text = readFileSync(PUBLISHED_PAGE, "utf8");
      expect(brokenLinks(join("sdks", "sessions", "README.md"), text)).toEqual([]);
    },
  );
});

function brokenLinks(page: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return targets
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [path, anchor] = target.split("#");
      const file = relative(DOCS, resolve(DOCS, dirname(page), path!));
      const content = path ? pages.get(file) : text;
      return content === undefined || (anchor !== undefined && !anchorsOf(content).has(anchor));
    });
}

/** The anchors of a page's headings, as GitHub derives them. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    ),
  );

/** Stores what the samples read. */
async function storeSessions(service: TestService): Promise<void> {
  const sessions = [
    {
      session_id: "42",
      timestamp: "2026-01-31T09:00:00Z",
      agent_name: "Front desk",
      duration: 61.5,
    },
    { session_id: "41", timestamp: "2026-01-31T08:00:00Z", agent_name: "Front desk" },
    { session_id: "40", timestamp: "2026-01-31T07:00:00Z", agent_name: "Night desk" },
  ];
  await importLines(service, sessions.map((session) => JSON.stringify(session)).join("\n"));
  await uploadRecording(service, "42", "call.mp3", demoRecording("100001/call.mp3"), {
    "content-type": "audio/mpeg",
  });
  await store(service, "PATCH", "sessions/recording/42/call.mp3", { channels: "user,agent" });
  const turn = { lang: "en-US" };
  await store(service, "PUT", "sessions/transcript/42", {
    transcription: [
      {
        ...turn,
        timestamp: "2026-01-31T09:00:00Z",
        source: "agent",
        text: "Front desk, how can I help?",
      },
      {
        ...turn,
        timestamp: "2026-01-31T09:00:04Z",
        source: "user",
        text: "I need an appointment.",
      },
    ],
  });
  await store(service, "PUT", "sessions/full-summary/42", {
    summary: "The caller booked an appointment.",
    rating: "good",
  });
  await store(service, "PUT", "sessions/latency/42", {
    timeline: [
      {
        timestamp: "2026-01-31T09:00:05.420Z",
        measurement_start: "2026-01-31T09:00:05Z",
        category: "llm",
        label: "reply",
        unit_type: "milliseconds",
        value: 420,
      },
    ],
  });
  await store(service, "POST", "session_labels/", {
    session_id: 42,
    type: "human-rating",
    code: "GOOD",
    user_email: "ada@example.com",
    comments: "Polite and quick",
  });
  await analysedRecordings(service, "42");
}

async function store(
  service: TestService,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const response = await service.call(`/api/v1/${path}`, {
    method,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  expect(response.status, await response.text()).toBeLessThan(300);
}
