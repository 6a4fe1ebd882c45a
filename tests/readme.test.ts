import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ADMIN_KEY } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = new URL("..", import.meta.url).pathname;
const readme = readFileSync(join(root, "README.md"), "utf8");

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, code]) => code!);

const service = withService();
let folder: string;

beforeAll(async () => {
  // In the clone, as the README says, so that Node finds the packages of the workspace.
  await mkdir(join(root, "node_modules", ".tmp"), { recursive: true });
  folder = await mkdtemp(join(root, "node_modules", ".tmp", "readme-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the README", () => {
  test("has commands that store a session and its recording and create a key", async () => {
    const commands = blocks("sh").find((code) => code.includes("/import"))!;
    const script = commands
      .replace("$(cat data/demo-key)", ADMIN_KEY)
      .replace("http://127.0.0.1:8001", service.url);
    const env = { ...process.env, SYLLABLE_DATA_DIR: service.dataDir };
    const { stdout } = await run("bash", ["-euc", script], { cwd: root, env });
    expect(stdout).toContain('{"line":1,"status":"created","session_id":"42"}');
    expect(stdout).toContain('"state":"ready","type":"audio/mpeg"');
    expect(stdout).toMatch(/syl_\S{32}$/m);
    expect((await service.call("/api/v1/sessions/42")).status).toBe(404);
  });

  test("has a program that lists sessions", async () => {
    const [program] = blocks("js");
    await putSession(service, "43", { agent_name: "Front desk" });
    const path = join(folder, "first.mjs");
    await writeFile(path, program!);
    const env = {
      ...process.env,
      SYLLABLESDK_SERVER_URL: service.url,
      SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
    };
    const { stdout } = await run(process.execPath, [path], { env });
    expect(stdout).toBe("1 sessions\n43 Front desk\n");
  });

  test("has commands that install the SDK in another project", async () => {
    const commands = blocks("sh").find((code) => code.includes("npm pack"))!;
    const project = join(folder, "my-project");
    await mkdir(project);
    await writeFile(join(project, "package.json"), "{}");
    await run(
      "bash",
      ["-euc", commands.replaceAll("../", `${folder}/`).replace(" ..\n", ` ${folder}\n`)],
      {
        cwd: root,
        env: { ...process.env, npm_config_offline: "true" },
      },
    );
    const program = 'import("syllable-sdk").then((sdk) => console.log(typeof sdk.SyllableSDK))';
    const { stdout } = await run(process.execPath, ["-e", program], { cwd: project });
    expect(stdout).toBe("function\n");
  });
});
