import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onlyIf } from "syllable-test-support/missing-parts";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, makeConsumer } from "../packages/sdk/tests/runtimes/consumer.js";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const packageOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const TSC = join(packageOf("typescript"), "bin/tsc");
const TYPES = dirname(packageOf("@types/node"));
const DOCUMENT = new URL("../../shared/seed/sessions.md", import.meta.url).pathname;

const samples = existsSync(DOCUMENT)
  ? [...readFileSync(DOCUMENT, "utf8").matchAll(/```typescript\n(.*?)```/gs)].map(
      ([, code]) => code!,
    )
  : [];
const samplesOf = (operation: RegExp) => samples.filter((code) => operation.test(code));

let service: TestService;
let consumer: Consumer;

beforeAll(async () => {
  consumer = await makeConsumer();
  service = await startService();
  const session = { timestamp: "2026-03-01T12:00:00Z", agent_name: "Front desk" };
  await service.call("/api/v1/sessions/7", { method: "PUT", body: JSON.stringify(session) });
});
afterAll(async () => {
  await service.remove();
  await consumer[Symbol.asyncDispose]();
});

async function runSample(code: string): Promise<{ stdout: string; stderr: string }> {
  const path = await consumer.write("sample.mjs", code);
  const env = {
    ...process.env,
    SYLLABLESDK_SERVER_URL: service.url,
    SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
  };
  return run(process.execPath, [path], { env }).catch((error) => error);
}

describe(
  "the samples of the seed document, run unchanged with the packed SDK",
  onlyIf(samples.length > 0, "the seed document is not next to the repository"),
  () => {
    test("are eight: a method and a function for each of four operations", () => {
      expect(samples).toHaveLength(8);
    });

    test.each(["nodenext", "bundler"])("compile under strict with %s", async (moduleResolution) => {
      const files = await Promise.all(
        samples.map((code, index) => consumer.write(`sample-${index}.ts`, code)),
      );
      const module = moduleResolution === "nodenext" ? "nodenext" : "esnext";
      const compilerOptions = {
        module,
        moduleResolution,
        target: "es2022",
        lib: ["es2023", "dom", "dom.iterable"],
        types: ["node"],
        typeRoots: [TYPES],
        strict: true,
        noEmit: true,
      };
      const config = JSON.stringify({ compilerOptions, files });
      const path = await consumer.write(`tsconfig.${moduleResolution}.json`, config);
      const { stdout } = await run(process.execPath, [TSC, "-p", path]).catch((error) => error);
      expect(stdout).toBe("");
    });

    test("list sessions", async () => {
      for (const code of samplesOf(/sessions\.list\(|sessionsList\(/)) {
        const { stdout } = await runSample(code);
        expect(stdout).toContain("agentName: 'Front desk'");
        expect(stdout).toContain("totalCount: 1");
      }
    });

    test.each([
      ["a session", /sessions\.getById\(|sessionsGetById\(/, 404, 'session "<id>" not found'],
      ["recording URLs", /enerateSessionRecordingUrls\(/, 404, 'session "<id>" not found'],
      [
        "a recording",
        /essionRecordingStream\(/,
        401,
        "invalid recording token; request the recording URLs again",
      ],
    ])(
      "report that the id in the sample is unknown: %s",
      async (_what, operation, status, detail) => {
        const found = samplesOf(operation);
        expect(found).toHaveLength(2);
        for (const code of found) {
          const { stderr } = await runSample(code);
          expect(stderr).toContain(detail.replaceAll('"', '\\"'));
          expect(stderr).toContain(`statusCode: ${status}`);
          expect(stderr).not.toContain(ADMIN_KEY);
        }
      },
    );
  },
);
