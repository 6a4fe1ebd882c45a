/** Every import path of the packed SDK, in both module formats, for Node and for compilers. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { operations } from "syllable-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import {
  IMPORT_PATHS,
  programOfAllNames,
  REQUESTS,
  specifiersOf,
} from "./runtimes/import-paths.js";
import { output } from "./runtimes/programs.js";
import { LEAST_TYPESCRIPT, TYPESCRIPT_5 } from "./runtimes/runtimes.js";
import { toolPath } from "./runtimes/tools.js";
import { skipUnless } from "./support/skip-unless.js";

const compiler = createRequire(import.meta.url).resolve("typescript/package.json");
const CURRENT = Promise.resolve(join(dirname(compiler), "bin/tsc"));

let consumer: Consumer;
beforeAll(async () => {
  consumer = await makeConsumer();
});
afterAll(() => consumer?.[Symbol.asyncDispose]());

test("the operations of the paths exist", () => {
  const ids = operations.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(Object.keys(REQUESTS)));
});

describe.each([
  ["import", "mjs", "await import(path)"],
  ["require", "cjs", "require(path)"],
])("%s", (_, extension, load) => {
  test("finds every value, with and without extension", async () => {
    const values = IMPORT_PATHS.flatMap((entry) =>
      specifiersOf(entry).map((path) => [path, entry.values]),
    );
    const code = `const found = async () => {
      const missing = [];
      for (const [path, names] of ${JSON.stringify(values)}) {
        const module = ${load};
        for (const name of names) if (module[name] === undefined) missing.push([path, name]);
      }
      console.log(JSON.stringify(missing));
    };
    found();`;
    const file = await consumer.write(`values.${extension}`, code);
    expect(JSON.parse(await output(process.execPath, [file], consumer))).toEqual([]);
  });
});

/** The options `module` and `moduleResolution`, and the files to compile. */
type Mode = readonly [module: string, moduleResolution: string, files: readonly string[]];
const NODE10: Mode = ["commonjs", "node", ["all.cts"]];
const NODE16: Mode = ["node16", "node16", ["all.mts", "all.cts"]];
const NODENEXT: Mode = ["nodenext", "nodenext", ["all.mts", "all.cts"]];
const BUNDLER: Mode = ["esnext", "bundler", ["all.ts"]];
const COMMONJS_BUNDLER: Mode = ["commonjs", "bundler", ["all.ts"]];

const COMPILERS: [version: string, path: () => Promise<string>, modes: Mode[]][] = [
  [LEAST_TYPESCRIPT.version, () => toolPath(LEAST_TYPESCRIPT), [NODE10, NODE16]],
  [TYPESCRIPT_5.version, () => toolPath(TYPESCRIPT_5), [NODE10, BUNDLER]],
  ["7", () => CURRENT, [NODE16, NODENEXT, BUNDLER, COMMONJS_BUNDLER]],
];

describe.each(COMPILERS)("TypeScript %s", (version, tsc, modes) => {
  test.for(modes)("finds every name with module %s, resolution %s", async (mode, context) => {
    const path = await skipUnless(tsc(), context);
    const [module, moduleResolution, files] = mode;
    for (const file of files) await consumer.write(file, programOfAllNames());
    const compilerOptions = {
      module,
      moduleResolution,
      target: "es2020",
      lib: ["es2020", "dom"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      // The declarations of the SDK must be valid for this compiler too.
      skipLibCheck: false,
      noEmit: true,
    };
    const name = `tsconfig.${version}-${module}-${moduleResolution}.json`;
    const config = await consumer.write(name, JSON.stringify({ compilerOptions, files }));
    await output(process.execPath, [path, "-p", config], consumer);
  });
});

test("an ES module may use the clients and errors of a CommonJS module", async () => {
  await consumer.write(
    "commonjs.cts",
    `import { HTTPClient, SyllableSDK } from "syllable-sdk";
    import { SDKError } from "syllable-sdk/models/errors";
    export const httpClient = new HTTPClient();
    export const sdk = new SyllableSDK();
    export declare const error: SDKError;`,
  );
  const program = await consumer.write(
    "mixed.mts",
    `import { SyllableSDK } from "syllable-sdk";
    import { sessionsList } from "syllable-sdk/funcs/sessionsList.js";
    import type { SDKError } from "syllable-sdk/models/errors";
    import { error, httpClient, sdk } from "./commonjs.cjs";
    export const client = new SyllableSDK({ httpClient });
    export const listed = sessionsList(sdk, {});
    export const same: SDKError = error;`,
  );
  const options = ["--module", "nodenext", "--strict", "--noEmit", "--ignoreConfig"];
  const lib = ["--target", "es2022", "--lib", "es2022,dom"];
  await output(process.execPath, [await CURRENT, ...options, ...lib, program], consumer);
});
