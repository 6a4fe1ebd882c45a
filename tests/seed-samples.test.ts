import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, startService, type TestService } from "./support/service.js";

const run = promisify(execFile);
const root = new URL("..", import.meta.url).pathname;
const DOCUMENT = join(root, "../shared/seed/sessions.md");

const samples = existsSync(DOCUMENT)
  ? [...readFileSync(DOCUMENT, "utf8").matchAll(/```typescript\n(.*?)```/gs)].map(
      ([, code]) => code!,
    )
  : [];
const samplesOf = (operation: RegExp) => samples.filter((code) => operation.test(code));

let service: TestService;
let folder: string;

beforeAll(async () => {
  service = await startService();
  const session = { timestamp: "2026-03-01T12:00:00Z", agent_name: "Front desk" };
  await service.call("/api/v1/sessions/7", { method: "PUT", body: JSON.stringify(session) });
  await mkdir(join(root, "node_modules", ".tmp"), { recursive: true });
  folder = await mkdtemp(join(root, "node_modules", ".tmp", "samples-"));
});
afterAll(async () => {
  await service.remove();
  await rm(folder, { recursive: true });
});

async function runSample(code: string): Promise<{ stdout: string; stderr: string }> {
  const path = join(folder, "sample.mjs");
  await writeFile(path, code);
  const env = {
    ...process.env,
    SYLLABLESDK_SERVER_URL: service.url,
    SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
  };
  return run(process.execPath, [path], { env }).catch((error) => error);
}

describe.skipIf(samples.length === 0)("the samples of the seed document, unchanged", () => {
  test("are eight: a method and a function for each of four operations", () => {
    expect(samples).toHaveLength(8);
  });

  test("list sessions", async () => {
    for (const code of samplesOf(/sessions\.list\(|sessionsList\(/)) {
      const { stdout } = await runSample(code);
      expect(stdout).toContain("agentName: 'Front desk'");
      expect(stdout).toContain("totalCount: 1");
    }
  });

  test.each([
    ["a session", /sessions\.getById\(|sessionsGetById\(/, 404, 'there is no session "<id>"'],
    ["recording URLs", /enerateSessionRecordingUrls\(/, 404, 'there is no session "<id>"'],
    [
      "a recording",
      /essionRecordingStream\(/,
      401,
      "the recording token is not one of this service",
    ],
  ])(
    "say of their made-up ids that there is no such thing: %s",
    async (_what, operation, status, detail) => {
      const found = samplesOf(operation);
      expect(found).toHaveLength(2);
      for (const code of found) {
        const { stderr } = await runSample(code);
        expect(stderr).toContain(detail.replaceAll('"', '\\"').slice(0, 20));
        expect(stderr).toContain(`statusCode: ${status}`);
        expect(stderr).not.toContain(ADMIN_KEY);
      }
    },
  );
});
