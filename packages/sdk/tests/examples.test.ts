/** The programs of `examples/`, each run from the packed SDK against a real service. */
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analysedRecordings } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { build as viteBuild } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFront } from "./runtimes/front.js";
import { output, runPage } from "./runtimes/programs.js";
import { chromiumPath, NODES, runtimePath } from "./runtimes/runtimes.js";
import type { Tool } from "./runtimes/tools.js";
import { startForwardingServer } from "./support/forwarding-server.js";
import { type Programs, RECORDING, type RunOptions, startPrograms } from "./support/programs.js";
import { sha256 } from "./support/recording-server.js";
import { skipUnless } from "./support/skip-unless.js";

const FOLDER = fileURLToPath(new URL("../../../examples", import.meta.url));
const UNDICI: Tool = { package: "undici", version: "7.30.2", file: "package.json" };
const OPEN_TELEMETRY: Tool = {
  package: "@opentelemetry/api",
  version: "1.10.0",
  file: "package.json",
};

const names = readdirSync(FOLDER).filter((name) => name.endsWith(".mjs"));
const DRIVERS = fileURLToPath(new URL("example-drivers", import.meta.url));
const sourceOf = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const tested = new Set<string>();

let programs: Programs;
beforeAll(async () => {
  programs = await startPrograms();
});
afterAll(() => programs?.[Symbol.asyncDispose]());

/** Copies an example into the folder that has the packed SDK. */
const copy = (name: string): Promise<string> => {
  tested.add(name);
  return programs.consumer.write(name, sourceOf(name));
};
/** Copies a program that drives an example. */
const copyDriver = (name: string): Promise<string> =>
  programs.consumer.write(name, readFileSync(join(DRIVERS, name), "utf8"));
const run = async (name: string, options?: RunOptions): Promise<string> =>
  programs.run(await copy(name), options);

/** Adds up the numbers of the lines that have the form `… bytes`. */
const countBytes = (printed: string): number =>
  [...printed.matchAll(/^(\d+) bytes$/gm)].reduce((sum, [, size]) => sum + Number(size), 0);

describe("reading", () => {
  test("list-sessions.mjs", async () => {
    expect(await run("list-sessions.mjs", { args: ["front"] })).toBe(
      "2 sessions of front\n100001 2026-01-31T09:00:00.000Z\n100002 2026-01-31T08:00:00.000Z\n",
    );
  });

  test("iterate-sessions.mjs", async () => {
    const printed = await run("iterate-sessions.mjs");
    expect(printed.match(/^\d+/gm)).toEqual(["100003", "100002", "100001"]);
  });

  test("resume-iteration.mjs", async () => {
    const printed = await run("resume-iteration.mjs", { args: ["a-cursor"] });
    expect(printed.split(/\s+/).filter(Boolean)).toEqual(["100003", "100002", "100001"]);
    expect(await run("resume-iteration.mjs", { args: ["a-cursor"] })).toBe("");
  });

  test("stream-recording.mjs", async () => {
    expect(countBytes(await run("stream-recording.mjs"))).toBe(RECORDING.length);
  });

  test("save-recording.mjs", async () => {
    const printed = await run("save-recording.mjs", { args: ["100001", "saved.mp3"] });
    const sum = sha256(RECORDING);
    expect(printed).toContain(
      `saved ${RECORDING.length} bytes of audio/mpeg with SHA-256 ${sum}\n`,
    );
    const saved = readFileSync(join(programs.consumer.folder, "saved.mp3"));
    expect(sha256(saved)).toBe(sum);
  });
});

describe("audio facts", () => {
  test("find-slow-responses.mjs", async () => {
    const path = "/api/v1/sessions/recording/100001/call.mp3";
    const body = JSON.stringify({ channels: "user,agent" });
    const headers = { "content-type": "application/json" };
    const response = await programs.service.call(path, { method: "PATCH", body, headers });
    expect(response.status).toBe(200);
    await analysedRecordings(programs.service, "100001");
    const lines = (await run("find-slow-responses.mjs", { args: ["10"] })).split("\n");
    // The agent speaks after 20.1 s, 2.8 s after the caller.
    expect(lines[0]).toMatch(/^2\.[789] s 100001 call\.mp3 00:17$/);
    const waits = lines.slice(0, -1).map((line) => Number.parseFloat(line));
    expect(waits).toHaveLength(5);
    expect(waits).toEqual(waits.toSorted((a, b) => b - a));
  });
});

describe("errors and retries", () => {
  test("handle-errors.mjs", async () => {
    expect(await run("handle-errors.mjs")).toMatch(
      /^404 request id [\w-]{36}\nquery\.limit: .+\nConnectionError\n$/,
    );
  });

  test("retry-and-time-out.mjs", async () => {
    await using flaky = await startForwardingServer(programs.service.url, (_, response, index) => {
      if (index > 1) return false;
      response.writeHead(503).end();
      return true;
    });
    const env = { SYLLABLESDK_SERVER_URL: flaky.url };
    expect(await run("retry-and-time-out.mjs", { env })).toBe(`${RECORDING.length} bytes\n`);
    expect(flaky.count).toBe(4);
  });
});

describe("hooks and fetchers", () => {
  test("log-requests.mjs", async () => {
    const printed = await run("log-requests.mjs");
    expect(printed).toContain("GET /api/v1/sessions/ 200\n");
    expect(printed).toContain("syllable-sdk: GET ");
    expect(printed).not.toContain(ADMIN_KEY);
  });

  test("fake-service.mjs", async () => {
    expect(await run("fake-service.mjs")).toBe("passed\n");
  });

  test("trace-with-opentelemetry.mjs", async (context) => {
    await skipUnless(programs.install(OPEN_TELEMETRY), context);
    const traceHeaders: unknown[] = [];
    await using front = await startForwardingServer(programs.service.url, ({ headers }) => {
      traceHeaders.push(headers.traceparent);
      return false;
    });
    const flags = ["--import", await copyDriver("tracer.mjs")];
    const traced = (SYLLABLESDK_SERVER_URL: string) =>
      run("trace-with-opentelemetry.mjs", { env: { SYLLABLESDK_SERVER_URL }, flags });
    expect(JSON.parse(await traced(front.url))).toEqual({
      name: "GET",
      kind: 2,
      attributes: { "url.path": "/api/v1/sessions/", "http.response.status_code": 200 },
    });
    expect(traceHeaders).toEqual(["00-trace-span-01"]);
    const failure = /"status":\{"code":2,"message":"TypeError: fetch failed/;
    await expect(traced("http://127.0.0.1:9")).rejects.toThrow(failure);
  });

  test("use-proxy.mjs", async (context) => {
    await skipUnless(programs.install(UNDICI), context);
    await using proxy = await startForwardingServer(programs.service.url);
    expect(await run("use-proxy.mjs", { env: { HTTPS_PROXY: proxy.url } })).toBe("1 session\n");
    expect(proxy.count).toBe(1);
  });

  test.for(NODES)("use-proxy.mjs, on Node $version", async (tool, context) => {
    const node = await skipUnless(runtimePath(tool), context);
    await using proxy = await startForwardingServer(programs.service.url);
    const env = { HTTPS_PROXY: proxy.url };
    expect(await run("use-proxy.mjs", { env, node })).toBe("1 session\n");
    expect(proxy.count).toBe(1);
    const variables = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url, NO_PROXY: "" };
    await run("log-requests.mjs", { env: variables, node });
    expect(proxy.count).toBe(2);
  });
});

describe("edge and browser", () => {
  test("edge-worker.mjs", async () => {
    await copy("edge-worker.mjs");
    const caller = await copyDriver("edge-caller.mjs");
    const respond = (env: object) =>
      output(process.execPath, [caller, JSON.stringify(env)], programs.consumer);
    const env = { KEY: ADMIN_KEY, SERVER_URL: programs.service.url };
    expect(await respond(env)).toBe('200 {"ids":["100001","100002","100003"],"totalCount":3}\n');
    expect(await respond({ ...env, KEY: "wrong" })).toMatch(/^502 /);
  });

  test("browser-page.mjs", async (context) => {
    await copy("browser-page.mjs");
    await copyDriver("browser-entry.mjs");
    const { folder } = programs.consumer;
    const entry = {
      entry: "browser-entry.mjs",
      formats: ["es" as const],
      fileName: () => "page.js",
    };
    const build = { outDir: "example-page", target: "es2022", lib: entry };
    await viteBuild({ root: folder, configFile: false, logLevel: "error", build });
    const chromium = await skipUnless(chromiumPath(), context);
    await using backend = await startForwardingServer(programs.service.url, ({ headers }) => {
      headers["syllable-api-key"] = ADMIN_KEY;
      return false;
    });
    await using front = await startFront(backend.url);
    front.serve(join(folder, "example-page"));
    const lines: string[] = JSON.parse(await runPage(chromium, front, {}));
    expect(lines.map((line) => line.slice(-10))).toEqual([
      "Front desk",
      "Front desk",
      "Night desk",
    ]);
  });
});

// After the reading examples, because these add sessions.
describe("writing", () => {
  test("import-sessions.mjs", async () => {
    expect(await run("import-sessions.mjs")).toBe("1 created \n2 created \n3 created \n");
  });

  test("upload-recording.mjs", async () => {
    await writeFile(join(programs.consumer.folder, "call.mp3"), RECORDING);
    const printed = await run("upload-recording.mjs", { args: ["call.mp3"] });
    expect(printed).toMatch(new RegExp(`^call\\.mp3 \\w+ ${RECORDING.length} bytes\n$`));
    const stored = await programs.service.call("/api/v1/sessions/recording/900000");
    expect(await stored.json()).toMatchObject({
      items: [{ name: "call.mp3", type: "audio/mpeg", sha256: sha256(RECORDING) }],
    });
  });
});

describe("every example", () => {
  test("is run", () => {
    expect([...tested].sort()).toEqual(names);
  });

  test.each(names)("says what it shows and how to run it: %s", (name) => {
    const [first, second] = sourceOf(name).split("\n");
    expect(first).toMatch(/^\/\/ [A-Z].*\.$/);
    expect(second).toMatch(/^\/\/ Run: /);
  });

  test("is listed in the README", () => {
    const readme = readFileSync(join(FOLDER, "README.md"), "utf8");
    const listed = [...readme.matchAll(/^\| \[`([\w-]+\.mjs)`\]\(\1\) \|/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(names);
  });

  test("has valid types", async () => {
    // The types of these packages are not installed here.
    const typed = names.filter((name) => !/proxy|opentelemetry/.test(name));
    await programs.checkTypes(await Promise.all(typed.map(copy)));
  });
});
