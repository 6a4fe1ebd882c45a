/** The README's programs, run from the packed SDK against the real service. */
import { readdirSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { demoRecording, sha256, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";
import { build as viteBuild } from "vite";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { startFront } from "./runtimes/front.js";
import { askPage, output } from "./runtimes/programs.js";
import { chromiumPath, NODES, runtimePath } from "./runtimes/runtimes.js";
import { type Tool, toolPath } from "./runtimes/tools.js";
import { blocks, passingOn, readme } from "./support/readme.js";

const UNDICI: Tool = { package: "undici", version: "7.30.2", file: "package.json" };
const OPEN_TELEMETRY: Tool = {
  package: "@opentelemetry/api",
  version: "1.10.0",
  file: "package.json",
};
const CALL = demoRecording("100001/call.mp3");
const AGENTS = ["Front desk", "Front desk", "Night desk"];

const programs = new Map(
  blocks()
    .filter(({ language }) => language !== "sh")
    .map(({ heading, code }) => [heading, code]),
);
const run = new Set<string>();

let service: TestService;
let consumer: Consumer;

beforeAll(async () => {
  [service, consumer] = await Promise.all([startService(), makeConsumer()]);
  await importLines(
    service,
    AGENTS.map((agent_name, index) =>
      JSON.stringify({
        session_id: `${42 - index}`,
        timestamp: `2026-01-31T0${9 - index}:00:00Z`,
        agent_name,
      }),
    ).join("\n"),
  );
  await uploadRecording(service, "42", "call.mp3", CALL, { "content-type": "audio/mpeg" });
});
afterAll(async () => {
  await consumer?.[Symbol.asyncDispose]();
  await service?.remove();
});

/** The file of the program under a heading, in the consumer's folder. */
function programOf(heading: string): Promise<string> {
  const name = `${heading.toLowerCase().replaceAll(" ", "-")}.mjs`;
  run.add(heading);
  return consumer.write(name, programs.get(heading)!);
}

/** Runs the program under a heading as a user would, and gives what it prints. */
async function runProgram(
  heading: string,
  env: Record<string, string> = {},
  { node = process.execPath, flags = [] as string[] } = {},
): Promise<string> {
  return output(node, [...flags, await programOf(heading)], consumer, {
    SYLLABLESDK_SERVER_URL: service.url,
    SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
    NODE_NO_WARNINGS: "1",
    ...env,
  });
}

/** Skips a test, and says why, where what it needs cannot be had here. */
async function having<T>(needed: Promise<T>, { skip }: TestContext): Promise<T> {
  try {
    return await needed;
  } catch (error) {
    return skip(`not to be had here: ${(error as Error).message}`);
  }
}

/** Gives the program under a heading a package that the repository does not depend on. */
async function add(tool: Tool, heading: string): Promise<void> {
  run.add(heading);
  const link = join(consumer.folder, "node_modules", tool.package);
  await mkdir(dirname(link), { recursive: true });
  await symlink(dirname(await toolPath(tool)), link, "junction");
}

describe("the programs, in order", () => {
  const LISTED = "3 sessions\n42 Front desk\n41 Front desk\n40 Night desk\n";

  test("the first result", async () => {
    expect(await runProgram("The first result")).toBe(LISTED);
  });

  test("functions", async () => {
    expect(await runProgram("Methods and functions")).toBe("3 found\n");
  });

  test("iterating, and going on", async () => {
    const sessions = "session 40\nsession 41\nsession 42\n";
    const pages = (await runProgram("Iterating")).replace(sessions, "");
    const sizes = [...pages.matchAll(/^page of (\d)$/gm)].map(([, size]) => Number(size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3);
    expect(await runProgram("Iterating")).toBe(sessions);
  });

  test("recordings", async () => {
    const printed = await runProgram("Recordings");
    const chunks = [...printed.matchAll(/^(\d+) bytes$/gm)].map(([, size]) => Number(size));
    expect(chunks.reduce((sum, size) => sum + size, 0)).toBe(CALL.length);
    expect(printed).toContain(`\n${CALL.length} of ${CALL.length}\n`);
    expect(printed).toMatch(new RegExp(`\naudio/mpeg ${sha256(CALL)}\n$`));
  });

  test("errors", async () => {
    const printed = await runProgram("Errors");
    expect(printed).toMatch(/^SDKError 404 [\w-]{36}\n1 200 [\w-]{36}\n$/);
  });

  test("a proxy", async (context) => {
    await having(add(UNDICI, "Proxy"), context);
    await using proxy = await passingOn(service.url);
    expect(await runProgram("Proxy", { HTTPS_PROXY: proxy.url })).toBe("1\n");
    expect(proxy.count).toBe(1);
  });

  test.for(NODES)("a proxy, on Node $version", async (tool, context) => {
    const node = await having(runtimePath(tool), context);
    await using proxy = await passingOn(service.url);
    expect(await runProgram("Proxy", { HTTPS_PROXY: proxy.url }, { node })).toBe("1\n");
    expect(proxy.count).toBe(1);
    // The variables alone, for a program that knows of no proxy.
    const env = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url, NO_PROXY: "" };
    expect(await runProgram("The first result", env, { node })).toBe(LISTED);
    expect(proxy.count).toBe(2);
  });

  test("logging", async () => {
    const printed = await runProgram("Logging");
    expect(printed).toContain("GET /api/v1/sessions/ 200\n");
    expect(printed).toContain("syllable-sdk: GET ");
    expect(printed).not.toContain(ADMIN_KEY);
  });

  test("retries and timeouts", async () => {
    await using flaky = await passingOn(service.url, (_, response, index) => {
      if (index > 1) return false;
      response.writeHead(503).end();
      return true;
    });
    const env = { SYLLABLESDK_SERVER_URL: flaky.url };
    expect(await runProgram("Retries and timeouts", env)).toBe(`${CALL.length} bytes\n`);
    expect(flaky.count).toBe(4);
  });

  test("a fake fetcher", async () => {
    expect(await runProgram("Tests with a fake fetcher")).toBe("");
  });

  test("OpenTelemetry", async (context) => {
    await having(add(OPEN_TELEMETRY, "OpenTelemetry"), context);
    const told: unknown[] = [];
    await using front = await passingOn(service.url, ({ headers }) => {
      told.push(headers.traceparent);
      return false;
    });
    const tracer = await consumer.write("tracer.mjs", TRACER);
    const env = { SYLLABLESDK_SERVER_URL: front.url };
    const printed = await runProgram("OpenTelemetry", env, { flags: ["--import", tracer] });
    expect(JSON.parse(printed)).toEqual({
      name: "GET",
      kind: 2,
      attributes: { "url.path": "/api/v1/sessions/", "http.response.status_code": 200 },
    });
    expect(told).toEqual(["00-trace-span-01"]);
    const closed = { SYLLABLESDK_SERVER_URL: "http://127.0.0.1:9" };
    const failed = runProgram("OpenTelemetry", closed, { flags: ["--import", tracer] });
    await expect(failed).rejects.toThrow(/"status":\{"code":2,"message":"TypeError: fetch failed/);
  });

  test("edge", async () => {
    const env = { KEY: ADMIN_KEY, SERVER_URL: service.url };
    const caller = await consumer.write("edge-caller.mjs", CALLER);
    await programOf("Edge");
    const ask = (given: object) =>
      output(process.execPath, [caller, JSON.stringify(given)], consumer);
    expect(await ask(env)).toBe('200 {"ids":["42","41","40"],"totalCount":3}\n');
    expect(await ask({ ...env, KEY: "wrong" })).toMatch(/^502 /);
  });

  test("browser", async (context) => {
    await programOf("Browser");
    await consumer.write("page.mjs", PAGE);
    const entry = { entry: "page.mjs", formats: ["es" as const], fileName: () => "page.js" };
    const build = { outDir: "readme-page", target: "es2022", lib: entry };
    const settings = { configFile: false as const, logLevel: "error" as const };
    await viteBuild({ root: consumer.folder, ...settings, build });
    const chromium = await having(chromiumPath(), context);
    await using backend = await passingOn(service.url, ({ headers }) => {
      headers["syllable-api-key"] = ADMIN_KEY;
      return false;
    });
    await using front = await startFront(backend.url);
    front.serve(join(consumer.folder, "readme-page"));
    const lines: string[] = JSON.parse(await askPage(chromium, front, {}));
    expect(lines.map((line) => line.slice(-10))).toEqual(AGENTS);
  });

  // Last, as it adds sessions.
  test("ingest", async () => {
    await writeFile(join(consumer.folder, "call.mp3"), CALL);
    expect(await runProgram("Ingest")).toBe("1 created \n2 created \n3 created \n");
    const kept = await service.call("/api/v1/sessions/recording/43");
    expect(await kept.json()).toMatchObject({
      items: [{ name: "call.mp3", type: "audio/mpeg", sha256: sha256(CALL) }],
    });
  });
});

describe("the page", () => {
  test("has no program that is not run", () => {
    expect(blocks().map(({ language }) => language)).not.toContain("");
    expect(blocks().filter(({ language }) => language !== "sh").length).toBe(programs.size);
    expect([...run].sort()).toEqual([...programs.keys()].sort());
  });

  test("has programs that TypeScript takes", async () => {
    const require = createRequire(import.meta.url);
    const installed = (name: string) => dirname(require.resolve(`${name}/package.json`));
    // The agents of undici are no part of the types of `fetch`.
    const headings = [...programs.keys()].filter((heading) => !/Proxy|OpenT/.test(heading));
    const files = await Promise.all(headings.map(programOf));
    const compilerOptions = {
      ...{ module: "nodenext", target: "es2023", lib: ["es2023", "dom", "dom.iterable"] },
      ...{ allowJs: true, checkJs: true, strict: true, noImplicitAny: false, noEmit: true },
      ...{ skipLibCheck: true, types: ["node"] },
      typeRoots: [dirname(installed("@types/node"))],
    };
    const config = await consumer.write(
      "tsconfig.readme.json",
      JSON.stringify({ compilerOptions, files }),
    );
    const tsc = join(installed("typescript"), "bin/tsc");
    await output(process.execPath, [tsc, "-p", config], consumer);
  });

  test("names every function and every error class that there is", async () => {
    const folder = join(consumer.folder, "node_modules/syllable-sdk/dist/funcs");
    const functions = readdirSync(folder)
      .filter((name) => name.endsWith(".js"))
      .map((name) => name.slice(0, -3));
    expect(functionsTold().sort()).toEqual(functions.sort());
    const code = 'import * as e from "syllable-sdk/models/errors"; console.log(...Object.keys(e));';
    const file = await consumer.write("errors-there-are.mjs", code);
    const exported = (await output(process.execPath, [file], consumer)).trim().split(" ");
    const told = [...readme.matchAll(/^\| `(\w+Error)` \|/gm)].map(([, name]) => name!);
    expect(told.sort()).toEqual(exported.filter((name) => !name.startsWith("is")).sort());
  });
});

/** The functions of the methods in the table, named by the rule that follows it. */
function functionsTold(): string[] {
  const rows = [
    ...readme.matchAll(/^\| (`(?:sessions|sessionLabels|ingest)\b.*) \| (`\..*) \|$/gm),
  ];
  return rows.flatMap(([, groups, methods]) => {
    const names = [...groups!.matchAll(/`([\w.]+)`/g)].map(([, name]) =>
      name!.startsWith(".") ? `sessions${name}` : name!,
    );
    const calls = [...methods!.matchAll(/`(\.\w+)`/g)].map(([, name]) => name!);
    return names.flatMap((name) =>
      calls.map((method) =>
        (name + method).replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
      ),
    );
  });
}

/** A tracer that prints each span as it ends, and a propagator. */
const TRACER = `
import { propagation, trace } from "@opentelemetry/api";
const startSpan = (name, { kind, attributes }) => {
  const span = { name, kind, attributes };
  return {
    setAttribute(key, value) { attributes[key] = value; return this; },
    setStatus(status) { span.status = status; return this; },
    end() { console.log(JSON.stringify(span)); },
  };
};
trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) });
propagation.setGlobalPropagator({
  inject: (context, carrier, setter) => setter.set(carrier, "traceparent",
    trace.getSpan(context) ? "00-trace-span-01" : "none"),
  fields: () => ["traceparent"],
});
`;

/** Calls the worker as its runtime would. */
const CALLER = `
import worker from "./edge.mjs";
const response = await worker.fetch(new Request("http://edge/?page=0"), JSON.parse(process.argv[2]));
console.log(response.status, await response.text());
`;

/** Tells what the page shows, once its program has run. */
const PAGE = `
import "./browser.mjs";
const lines = [...document.querySelectorAll("p")].map(({ textContent }) => textContent);
await fetch("/results", { method: "POST", body: JSON.stringify(lines) });
`;
