/** The OpenAPI document is valid, and clients that are generated from it compile and work. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { lintFromString, loadConfig } from "@redocly/openapi-core";
import openapiTypeScript, { astToString } from "openapi-typescript";
import { ADMIN_KEY } from "syllable-test-support/service";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";

const service = withService();
const folder = tempFolder();
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

let json: string;
beforeAll(async () => {
  json = await (await fetch(`${service.url}/openapi.json`)).text();
});

interface Program {
  useService(baseUrl: string, key: string): Promise<unknown>;
}

/** The errors of the strictest compiler. */
function compile(...files: string[]): string[] {
  const program = ts.createProgram(files, {
    strict: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noFallthroughCasesInSwitch: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    noEmit: true,
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    return `${file?.fileName}: ${text}`;
  });
}

test("the document follows the recommended rules of Redocly", async () => {
  const config = await loadConfig({ configPath: pathOf("../../redocly.yaml") });
  const problems = await lintFromString({ source: json, absoluteRef: "/openapi.json", config });
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test("types of openapi-typescript compile", async () => {
  const types = join(folder, "types");
  await mkdir(types);
  await writeFile(join(types, "schema.d.ts"), astToString(await openapiTypeScript(json)));
  const usage = join(types, "usage.ts");
  await copyFile(pathOf("programs/openapi-typescript.ts"), usage);
  expect(compile(usage)).toEqual([]);
});

test("a client of @hey-api/openapi-ts compiles, and calls the service", async () => {
  const output = join(folder, "client");
  await createClient({ input: JSON.parse(json), output, logs: { level: "silent" } });
  const usage = join(output, "usage.ts");
  await copyFile(pathOf("programs/hey-api.ts"), usage);
  expect(compile(usage)).toEqual([]);

  const { useService } = (await import(usage)) as Program;
  expect(await useService(service.url, ADMIN_KEY)).toEqual({
    total: 1,
    agents: ["Front desk", "Front desk"],
    code: "GOOD",
    bytes: 4,
    missing: 'session "9" not found',
    invalid: ["query.start_datetime"],
  });
});
