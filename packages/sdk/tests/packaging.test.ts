/** Checks the packed SDK with compilers and package checkers. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { output } from "./runtimes/programs.js";
import { ATTW, PUBLINT } from "./runtimes/runtimes.js";
import { npm, type Tool, toolPath } from "./runtimes/tools.js";

const require = createRequire(import.meta.url);
const installed = (name: string) => dirname(require.resolve(`${name}/package.json`));
const TSC = join(installed("typescript"), "bin/tsc");
const NODE_TYPES = dirname(dirname(installed("@types/node")));

let consumer: Consumer;
beforeAll(async () => {
  consumer = await makeConsumer();
});
afterAll(() => consumer?.[Symbol.asyncDispose]());

/** Each public import path, with and without its extension. */
const PATHS = [
  "syllable-sdk",
  "syllable-sdk/core",
  "syllable-sdk/funcs/sessionsList",
  "syllable-sdk/funcs/sessionsSessionRecordingStream",
  "syllable-sdk/lib/config",
  "syllable-sdk/lib/http",
  "syllable-sdk/lib/retries",
  "syllable-sdk/lib/sdks",
  "syllable-sdk/models/components",
  "syllable-sdk/models/errors",
  "syllable-sdk/models/operations",
  "syllable-sdk/types",
  "syllable-sdk/node",
].flatMap((path) => (path === "syllable-sdk" ? [path] : [path, `${path}.js`]));

const EVERY_PATH = [
  ...PATHS,
  ...["components", "errors", "operations"].map((name) => `syllable-sdk/models/${name}/index.js`),
];

const PROGRAM = `
import { HTTPClient, SyllableSDK, type SDKOptions } from "syllable-sdk";
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList.js";
import { sessionsSessionRecordingStream } from "syllable-sdk/funcs/sessionsSessionRecordingStream.js";
import type { Session } from "syllable-sdk/models/components";
import { SDKError, SyllableSDKError } from "syllable-sdk/models/errors";
import { saveRecording, type SavedRecording } from "syllable-sdk/node";
import type { Result } from "syllable-sdk/types";

const options: SDKOptions = { apiKeyHeader: async () => "key", httpClient: new HTTPClient() };
const sdk = new SyllableSDK(options);

export async function sessions(): Promise<Session[]> {
  const page = await sdk.sessions.list({ searchFields: ["agent_name"], searchFieldValues: ["a"] });
  const first: Date | undefined = page.items[0]?.timestamp;
  void first;
  // @ts-expect-error there is no such field
  void page.items[0]?.nonsense;
  return page.items;
}

export async function recording(token: string): Promise<ReadableStream<Uint8Array>> {
  const core = new SyllableSDKCore(options);
  const result = await sessionsSessionRecordingStream(core, { token }, { timeoutMs: 1000 });
  if (result.ok) return result.value;
  if (result.error instanceof SDKError) throw new Error(String(result.error.statusCode));
  const { error }: Result<unknown> & { ok: false } = result;
  throw error instanceof SyllableSDKError ? error.rawResponse : error;
}

export const save = (signal: AbortSignal): Promise<SavedRecording> =>
  saveRecording(sdk, { sessionId: "1", index: 0 }, "call.mp3", {
    signal,
    onProgress: ({ bytes, total }) => console.log(bytes, total ?? "?"),
  });

// @ts-expect-error a token or a session, not both
export const unclear = saveRecording(sdk, { sessionId: "1", token: "a" }, "call.mp3");

export const listed = sessionsList(sdk, { limit: 1 }).$inspect();
`;

const COMMONJS = `
import sdk = require("syllable-sdk");
import node = require("syllable-sdk/node");
export const both = [new sdk.SyllableSDK(), node.saveRecording];
`;

const DOM = ["es2023", "dom", "dom.iterable"];

describe("the package has valid types", () => {
  test.each([
    ["nodenext", "nodenext", DOM, []],
    ["nodenext", "nodenext, with Node's types and no DOM", ["es2023"], ["node"]],
    ["bundler", "bundler", DOM, []],
  ])("with module resolution %s: %s", async (moduleResolution, what, lib, types) => {
    const sources = [await consumer.write("program.ts", PROGRAM)];
    const paths = EVERY_PATH.map((path, index) => `export * as path${index} from "${path}";`);
    sources.push(await consumer.write("paths.ts", paths.join("\n")));
    if (moduleResolution === "nodenext") {
      sources.push(await consumer.write("commonjs.cts", COMMONJS));
    }
    const compilerOptions = {
      module: moduleResolution === "nodenext" ? "nodenext" : "esnext",
      moduleResolution,
      target: "es2022",
      lib,
      types,
      typeRoots: [join(NODE_TYPES, "@types")],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      // The declarations of the SDK must be valid too; those of Node are not checked.
      skipLibCheck: types.length > 0,
    };
    const name = `tsconfig.${what.replace(/\W+/g, "-")}.json`;
    const config = await consumer.write(name, JSON.stringify({ compilerOptions, files: sources }));
    await output(process.execPath, [TSC, "-p", config], consumer);
  });
});

test("every import path resolves to a module", async () => {
  const code = `for (const path of ${JSON.stringify(EVERY_PATH)}) await import(path);`;
  await output(process.execPath, [await consumer.write("paths.mjs", code)], consumer);
});

test("the package contains only the files to publish", async () => {
  const listed = await npm(["pack", "--dry-run", "--json", consumer.tarball], consumer.folder);
  const [{ files, dependencies }] = JSON.parse(listed);
  const names: string[] = files.map(({ path }: { path: string }) => path);
  expect(dependencies).toBeUndefined();
  expect(names).toEqual(expect.arrayContaining(["LICENSE", "docs/sdks/sessions/README.md"]));
  expect(
    names.filter(
      (name) =>
        !/^((dist\/cjs\/)?package\.json|[A-Z]+(\.md)?|dist\/.*\.(d\.ts|js)|docs\/.*\.md)$/.test(
          name,
        ),
    ),
  ).toEqual([]);
  expect(names.filter((name) => /\.test\.|tsbuildinfo/.test(name))).toEqual([]);
});

async function pathOrSkip(tool: Tool, { skip }: TestContext): Promise<string> {
  try {
    return await toolPath(tool);
  } catch (error) {
    return skip(`not available: ${(error as Error).message}`);
  }
}

test(`publint ${PUBLINT.version} finds no problems`, async (context) => {
  const publint = await pathOrSkip(PUBLINT, context);
  const args = [publint, consumer.tarball, "--strict"];
  expect(await output(process.execPath, args, consumer)).toContain("All good!");
});

test(`are-the-types-wrong ${ATTW.version} finds no problems`, async (context) => {
  const attw = await pathOrSkip(ATTW, context);
  const args = [attw, consumer.tarball, "--profile", "strict", "--no-emoji"];
  // Exits with an error if it finds a problem.
  expect(await output(process.execPath, args, consumer)).toContain("syllable-sdk/node");
});
