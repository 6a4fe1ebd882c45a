import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tempFolder } from "syllable-test-support/temp-folder";
import { describe, expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const dataDir = tempFolder();

/** Runs `npm start` until it has printed everything. */
async function start(): Promise<{ output: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ["scripts/start.mjs", "--port", "0"], {
    cwd: root,
    env: { ...process.env, SYLLABLE_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const line of createInterface({ input: child.stdout! })) {
    output += `${line}\n`;
    if (/^ {2}syl_/.test(line)) return { output, child };
  }
  throw new Error(`exited early:\n${output}`);
}

async function stop(child: ChildProcess): Promise<number | null> {
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  return code;
}

/** Replaces the parts of the output that differ from one run to the next. */
const withoutVariableParts = (output: string): string =>
  output
    .replaceAll(dataDir, "data")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "<url>")
    .replaceAll(/token=\S+/g, "token=…")
    .replaceAll(/#link=\S+/g, "#link=…")
    .replaceAll(/valid until \S+/g, "valid until …")
    .replaceAll(/syl_\S+/g, "syl_…");

const keyIn = (output: string): string => /^ {2}(syl_\S+)/m.exec(output)![1]!;

describe("npm start", () => {
  let first: string;

  test("fills an empty store and prints the tour", async () => {
    const { output, child } = await start();
    first = output;
    expect(output).toContain("Imported 71 demo sessions. Lists hide the 7 test sessions.");
    expect(output).toContain("Stored 71 transcripts and summaries.");
    expect(output).toContain("Created 70 labels.");
    expect(output).toContain("Uploaded 17 recordings.");
    expect(output).toContain("of 64 sessions");
    expect(output).toMatch(/agentName: '/);
    expect(output).toMatch(/recording\/stream\?token=\S+\nvalid until 20/);
    const [, bytes, sha256] = /(\d+) bytes, SHA-256 ([0-9a-f]{64})/.exec(output)!;
    const saved = await readFile(join(dataDir, "demo-recording"));
    expect(saved.length).toBe(Number(bytes));
    expect(createHash("sha256").update(saved).digest("hex")).toBe(sha256);
    const [, url, link] = /^ {2}(\S+)\/sign-in#link=(\S+)$/m.exec(output)!;
    const signIn = async () => {
      const init = { method: "POST", body: JSON.stringify({ link }) };
      return (await fetch(`${url}/api/v1/console/session`, init)).status;
    };
    expect([await signIn(), await signIn()]).toEqual([204, 401]);
    expect(await stop(child)).toBe(0);
  });

  test("prints the path of the key file, which only its owner can read", async () => {
    const path = join(dataDir, "demo-key");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readFile(path, "utf8")).trim()).toBe(keyIn(first));
    expect(first).toContain(path);
    for (const name of ["sessions.sqlite", "recordings", "demo-recording"]) {
      expect((await stat(join(dataDir, name))).mode & 0o077, name).toBe(0);
    }
  });

  test("prints what the README shows", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const [, sample] = /```text\n(.*?)```/s.exec(readme)!;
    const printed = withoutVariableParts(first).split("\n");
    for (const line of withoutVariableParts(sample!).split("\n")) {
      // In the README, this line replaces any number of lines.
      if (line === "…") continue;
      const position = printed.indexOf(line);
      expect(position, `"${line}" in order`).toBeGreaterThanOrEqual(0);
      printed.splice(0, position + 1);
    }
  });

  test("does not fill the store a second time", async () => {
    const { output, child } = await start();
    try {
      expect(output).not.toContain("Imported");
      expect(output).toContain("of 64 sessions");
      expect(keyIn(output)).toBe(keyIn(first));
    } finally {
      expect(await stop(child)).toBe(0);
    }
  });
});
