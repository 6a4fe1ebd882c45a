import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { listeningUrl } from "./listening-url.mjs";

const program = (code: string, path = process.execPath) =>
  spawn(path, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });

test("the URL of a service that listens, and the lines before it", async () => {
  const lines: string[] = [];
  const code = 'console.log("first\\nlistening on http://127.0.0.1:1 now\\nlast")';
  const child = program(code);
  expect(await listeningUrl(child, (line) => lines.push(line))).toBe("http://127.0.0.1:1");
  expect(lines).toEqual(["first"]);
});

test.each([
  ["ends", process.execPath, "process.exitCode = 3", /^it ended with code 3 before it listened$/],
  ["is killed", process.execPath, 'process.kill(process.pid, "SIGKILL")', /ended with SIGKILL/],
  ["is missing", "/none/node", "", /ENOENT/],
])("a service that %s is reported", async (_, path, code, reason) => {
  await expect(listeningUrl(program(code, path))).rejects.toThrow(reason);
});
