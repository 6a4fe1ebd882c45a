/** The packed SDK on every runtime, against the real service. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sha256, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { build as viteBuild } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { type Front, startFront } from "./runtimes/front.js";
import { output, runPage, runWorker } from "./runtimes/programs.js";
import * as runtimes from "./runtimes/runtimes.js";
import { type Tool, toolPath } from "./runtimes/tools.js";
import { noise } from "./support/recording-server.js";
import { closedPort } from "./support/server.js";
import { skipUnless } from "./support/skip-unless.js";

const BYTES = noise(1_000_000);

let service: TestService;
let front: Front;
let consumer: Consumer;
let settings: Record<string, string | number>;

beforeAll(async () => {
  [service, consumer] = await Promise.all([startService(), makeConsumer()]);
  front = await startFront(service.url);
  for (const id of ["1", "2", "3"]) await putSession(service, id, { agent_name: "Zoë 雪" });
  const type = { "content-type": "audio/mpeg" };
  await uploadRecording(service, "1", "call.mp3", BYTES, type);
  settings = {
    serverURL: service.url,
    faultsURL: front.url,
    closedURL: await closedPort(),
    apiKeyHeader: ADMIN_KEY,
    sessionId: "1",
    bytes: BYTES.length,
    sha256: sha256(BYTES),
  };
});
afterAll(async () => {
  await front?.[Symbol.asyncDispose]();
  await consumer?.[Symbol.asyncDispose]();
  await service?.remove();
});

/** Asserts that every test of the suite passed and none is missing. */
function expectAllPassed(results: string): void {
  const tests: { name: string; error?: string }[] = JSON.parse(results.trim().split("\n").at(-1)!);
  expect(tests.filter(({ error }) => error)).toEqual([]);
  expect(tests.length).toBeGreaterThanOrEqual(15);
}

const runIn = async (path: string, args: string[] = []) =>
  expectAllPassed(await output(path, [...args, "run.mjs", JSON.stringify(settings)], consumer));

async function requireIn(node: string) {
  const code = `const { SyllableSDK } = require("syllable-sdk");
    const { sessionsList } = require("syllable-sdk/funcs/sessionsList.js");
    const { saveRecording } = require("syllable-sdk/node");
    console.log(typeof SyllableSDK, typeof sessionsList, typeof saveRecording);`;
  const file = await consumer.write("require.cjs", code);
  expect(await output(node, ["--no-warnings", file], consumer)).toBe(
    "function function function\n",
  );
}

/** Saves a recording with `syllable-sdk/node`. */
async function saveIn(path: string, args: string[] = []) {
  const { serverURL, apiKeyHeader } = settings;
  const code = `import { SyllableSDK } from "syllable-sdk";
    import { saveRecording } from "syllable-sdk/node";
    const sdk = new SyllableSDK(${JSON.stringify({ serverURL, apiKeyHeader })});
    console.log((await saveRecording(sdk, { sessionId: "1" }, "saved.mp3")).sha256);`;
  const file = await consumer.write("save.mjs", code);
  expect(await output(path, [...args, file], consumer)).toBe(`${settings.sha256}\n`);
}

async function onNode(node: string) {
  await runIn(node);
  await saveIn(node);
  await requireIn(node);
}

const named = (tool: Tool) => tool.version;

describe("the packed SDK", () => {
  test(`on this Node, ${process.version}`, () => onNode(process.execPath));

  test.for(runtimes.NODES.map((tool) => [named(tool), tool] as const))(
    "on Node %s",
    async ([, tool], context) => onNode(await skipUnless(runtimes.runtimePath(tool), context)),
  );

  test(`on Bun ${runtimes.BUN.version}`, async (context) => {
    const bun = await skipUnless(runtimes.runtimePath(runtimes.BUN), context);
    await runIn(bun);
    await saveIn(bun);
  });

  test(`on Deno ${runtimes.DENO.version}`, async (context) => {
    const deno = await skipUnless(runtimes.runtimePath(runtimes.DENO), context);
    const flags = ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual"];
    await runIn(deno, [...flags, "--allow-net=127.0.0.1"]);
    await saveIn(deno, [...flags, "--allow-all"]);
  });

  test(`on workerd ${runtimes.WORKERD.version}, bundled by esbuild`, async (context) => {
    const workerd = await skipUnless(runtimes.runtimePath(runtimes.WORKERD), context);
    await skipUnless(bundleByEsbuild("worker.mjs", "worker.bundle.js"), context);
    expectAllPassed(await runWorker(workerd, consumer, settings));
  });

  test("in Chromium, bundled by Vite", async (context) => {
    const chromium = await skipUnless(runtimes.chromiumPath(), context);
    front.serve(await bundleByVite("page.mjs", "page"));
    const { faultsURL: _, serverURL: __, ...rest } = settings;
    expectAllPassed(await runPage(chromium, front, rest));
  });

  test(`bundled by esbuild ${runtimes.ESBUILD.version}, run by Node`, async (context) => {
    const bundle = await skipUnless(bundleByEsbuild("run.mjs", "run.bundle.mjs"), context);
    expectAllPassed(await output(process.execPath, [bundle, JSON.stringify(settings)], consumer));
  });

  test("bundled by Vite, run by Node", async () => {
    const folder = await bundleByVite("run.mjs", "run");
    const args = [join(folder, "run.js"), JSON.stringify(settings)];
    expectAllPassed(await output(process.execPath, args, consumer));
  });
});

async function bundleByEsbuild(entry: string, outfile: string): Promise<string> {
  const { build } = await import(pathToFileURL(await toolPath(runtimes.ESBUILD)).href);
  await build({
    absWorkingDir: consumer.folder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    logLevel: "silent",
  });
  return join(consumer.folder, outfile);
}

async function bundleByVite(entry: string, outDir: string): Promise<string> {
  await viteBuild({
    root: consumer.folder,
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      minify: true,
      lib: { entry, formats: ["es"], fileName: () => entry.replace("mjs", "js") },
    },
  });
  return join(consumer.folder, outDir);
}
