/** The packed SDK in CommonJS programs, in Jest, and in bundles of either format. */
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { output } from "./runtimes/programs.js";
import { ESBUILD, JEST, ROLLUP, WEBPACK } from "./runtimes/runtimes.js";
import { toolPath } from "./runtimes/tools.js";
import { json, page, serve, type TestServer } from "./support/server.js";
import { skipUnless } from "./support/skip-unless.js";

let consumer: Consumer;
let server: TestServer;
let env: Record<string, string>;
beforeAll(async () => {
  consumer = await makeConsumer();
  server = await serve((request, response) =>
    request.url?.startsWith("/api/v1/sessions/?")
      ? json(response, page)
      : json(response, { detail: "not found" }, 404),
  );
  env = { SYLLABLESDK_SERVER_URL: server.url };
  await mkdir(join(consumer.folder, "jest"));
  await consumer.write("jest/package.json", '{"name":"jest-consumer","private":true}');
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await consumer?.[Symbol.asyncDispose]();
});

const IMPORTS = {
  "{ SDK_METADATA, SyllableSDK }": "syllable-sdk",
  "{ SyllableSDKCore }": "syllable-sdk/core.js",
  "{ sessionsList }": "syllable-sdk/funcs/sessionsList.js",
  "{ SessionProperties }": "syllable-sdk/models/components/sessionproperties.js",
  "{ SDKError }": "syllable-sdk/models/errors",
  "{ saveRecording }": "syllable-sdk/node",
};
const required = Object.entries(IMPORTS).map(
  ([names, path]) => `const ${names} = require("${path}");`,
);
const imported = Object.entries(IMPORTS).map(([names, path]) => `import ${names} from "${path}";`);

/** Uses what the imports give, with `equal(actual, expected)`. */
const STEPS = `
  const page = await new SyllableSDK().sessions.list({ limit: 1 });
  equal(page.items.length, 1);
  equal(page.items[0]?.timestamp instanceof Date, true);
  const call = sessionsList(new SyllableSDKCore(), { searchFields: [SessionProperties.AgentName] });
  const result = await call;
  equal(result.ok && result.value.totalCount, page.totalCount);
  const [inspected, { status, request, response }] = await call.$inspect();
  equal([inspected === result, status, response?.status], [true, "complete", 200]);
  equal(request?.headers.get("user-agent"), SDK_METADATA.userAgent);
  const error = await new SyllableSDK().sessions.getById({ sessionId: "1" }).catch((e) => e);
  equal([error instanceof SDKError, error.statusCode], [true, 404]);
  equal(typeof saveRecording, "function");
`;
const jestTest = (imports: string[]) => `${imports.join("\n")}
  const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);
  test("the SDK works", async () => {${STEPS}});`;
const withoutTypes = (text: string) => text.replaceAll(": unknown", "");

test("a CommonJS program for Node", async () => {
  const code = `${required.join("\n")}
    const { deepEqual: equal } = require("node:assert/strict");
    (async () => {${STEPS}})();`;
  const file = await consumer.write("jest/program.js", code);
  await output(process.execPath, [file], consumer, env);
});

test("a CommonJS program uses the same error classes as an ES module", async () => {
  const code = `import { createRequire } from "node:module";
    import { SDKError } from "syllable-sdk/models/errors/sdkerror.js";
    const other = createRequire(import.meta.url)("syllable-sdk/models/errors/sdkerror.js");
    const error = new SDKError("no", { response: new Response(), body: "" });
    console.log(other.SDKError === SDKError, error instanceof other.SDKError);`;
  const file = await consumer.write("errors.mjs", code);
  expect(await output(process.execPath, [file], consumer)).toBe("false true\n");
});

const TS_OPTIONS = {
  module: "commonjs",
  moduleResolution: "node10",
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  strict: true,
};

describe("Jest", () => {
  const commonjs = withoutTypes(jestTest(required));

  async function jest(path: string, name: string, config: object) {
    const args = [
      "--rootDir",
      "jest",
      "--config",
      JSON.stringify(config),
      "--watchman=false",
      name,
    ];
    await output(process.execPath, [path, ...args], consumer, env);
  }

  test("with its default configuration", async (context) => {
    const path = await skipUnless(toolPath(JEST), context);
    await consumer.write("jest/default.test.js", commonjs);
    await jest(path, "default.test.js", {});
  });

  test("with the conditions of a browser environment", async (context) => {
    const path = await skipUnless(toolPath(JEST), context);
    await consumer.write("jest/browser.test.js", commonjs);
    const testEnvironmentOptions = { customExportConditions: ["browser"] };
    await jest(path, "browser.test.js", { testEnvironmentOptions });
  });

  test("with ts-jest, which checks types", async (context) => {
    const path = await skipUnless(toolPath(JEST), context);
    const tsJest = join(dirname(path), "../../ts-jest/dist/index.js");
    // The types of Jest are not installed.
    const globals = `declare const test: (name: string, run: () => Promise<void>) => void;
      declare const expect: (actual: unknown) => { toEqual(expected: unknown): void };\n`;
    const wrong =
      "// @ts-expect-error there is no such resource\n() => new SyllableSDK().nonsense;";
    await consumer.write("jest/typed.test.ts", `${globals}${jestTest(imported)}\n${wrong}`);
    const transform = { "\\.ts$": [tsJest, { tsconfig: TS_OPTIONS }] };
    await jest(path, "typed.test.ts", { transform });
  });
});

describe("a bundle of ES modules has no CommonJS, and only what is imported", () => {
  const PROGRAM = `import { SyllableSDKCore } from "syllable-sdk/core.js";
    import { sessionsGetById } from "syllable-sdk/funcs/sessionsGetById.js";
    import { SessionProperties } from "syllable-sdk/models/components/sessionproperties.js";
    import { SDKError } from "syllable-sdk/models/errors/sdkerror.js";
    const { error } = await sessionsGetById(new SyllableSDKCore(), { sessionId: "1" });
    console.log(error instanceof SDKError, SessionProperties.AgentName);\n`;

  async function expectLean(file: string) {
    const code = await readFile(file, "utf8");
    expect(code).toContain("syllable-sdk/dist/core.js");
    expect(code).not.toMatch(/dist\/cjs|__esModule|"auto-rating"|isRequestTimeoutError/);
    expect(await output(process.execPath, [file], consumer, env)).toBe("true agent_name\n");
  }

  test("with Rolldown", async () => {
    const input = await consumer.write("bundled.mjs", PROGRAM);
    const bundle = await rolldown({ input, tsconfig: false });
    const file = join(consumer.folder, "rolldown.mjs");
    await bundle.write({ file, format: "esm" });
    await bundle.close();
    await expectLean(file);
  });

  test(`with esbuild ${ESBUILD.version}`, async (context) => {
    const path = await skipUnless(toolPath(ESBUILD), context);
    const { build } = await import(pathToFileURL(path).href);
    const entry = await consumer.write("bundled.mjs", PROGRAM);
    const outfile = join(consumer.folder, "esbuild.mjs");
    await build({ entryPoints: [entry], outfile, bundle: true, format: "esm" });
    await expectLean(outfile);
  });

  test(`with Rollup ${ROLLUP.version}`, async (context) => {
    const path = await skipUnless(toolPath(ROLLUP), context);
    await consumer.write("bundled.mjs", PROGRAM);
    const plugin = join(dirname(path), "../../../@rollup/plugin-node-resolve/dist/cjs/index.js");
    const config = `import { nodeResolve } from ${JSON.stringify(pathToFileURL(plugin).href)};
      const withPaths = {
        name: "with-paths",
        renderChunk: (code, { moduleIds }) => moduleIds.map((id) => "// " + id + "\\n").join("") + code,
      };
      export default { input: "bundled.mjs", plugins: [nodeResolve(), withPaths],
        output: { file: "rollup.mjs", format: "es" } };`;
    await consumer.write("rollup.config.mjs", config);
    await output(process.execPath, [path, "-c", "rollup.config.mjs", "--silent"], consumer);
    await expectLean(join(consumer.folder, "rollup.mjs"));
  });

  test(`with webpack ${WEBPACK.version}`, async (context) => {
    const path = await skipUnless(toolPath(WEBPACK), context);
    await consumer.write("bundled.mjs", PROGRAM);
    const { folder } = consumer;
    const config = {
      context: folder,
      entry: "./bundled.mjs",
      mode: "production",
      target: "node",
      output: { path: folder, filename: "webpack.mjs", module: true, chunkFormat: "module" },
      experiments: { outputModule: true },
      optimization: { minimize: false },
    };
    const code = `require(${JSON.stringify(path)})(${JSON.stringify(config)}, (error, stats) => {
      if (error || stats.hasErrors()) throw error ?? new Error(stats.toString("errors-only"));
    });`;
    await output(process.execPath, [await consumer.write("webpack.cjs", code)], consumer);
    await expectLean(join(folder, "webpack.mjs"));
  });
});
