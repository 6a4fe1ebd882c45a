import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = new URL("..", import.meta.url).pathname;
const readme = readFileSync(join(root, "README.md"), "utf8");

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code!);

let service: TestService;
let folder: string;

beforeAll(async () => {
  service = await startService();
  // Inside the clone, as the page says, so that the workspace's packages are found.
  await mkdir(join(root, "node_modules", ".tmp"), { recursive: true });
  folder = await mkdtemp(join(root, "node_modules", ".tmp", "readme-"));
});
afterAll(async () => {
  await service.remove();
  await rm(folder, { recursive: true });
});

describe("the README", () => {
  test("has shell lines that keep a session, its recording and a key", async () => {
    const lines = blocks("sh").find((code) => code.includes("/import"))!;
    const script = lines
      .replace("$(cat data/demo-key)", ADMIN_KEY)
      .replace("http://127.0.0.1:8001", service.url);
    const env = { ...process.env, SYLLABLE_DATA_DIR: service.dataDir };
    const { stdout } = await run("bash", ["-euc", script], { cwd: root, env });
    expect(stdout).toContain('{"line":1,"status":"created","session_id":"42"}');
    expect(stdout).toContain('"state":"ready","type":"audio/mpeg"');
    expect(stdout).toMatch(/syl_\S{32}$/m);
  });

  test("has a program that lists sessions", async () => {
    const [program] = blocks("js");
    const path = join(folder, "first.mjs");
    await writeFile(path, program!);
    const env = {
      ...process.env,
      SYLLABLESDK_SERVER_URL: service.url,
      SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
    };
    const { stdout } = await run(process.execPath, [path], { env });
    expect(stdout).toBe("1 sessions\n42 Front desk\n");
  });

  test("names folders and files that are there", () => {
    const linked = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(linked.length).toBeGreaterThan(5);
    for (const path of linked) expect(() => readFileSync(join(root, path))).not.toThrow(/ENOENT/);
  });
});
