import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { listeningUrl } from "./listening-url.mjs";

const startProgram = (code: string, path = process.execPath) =>
  spawn(path, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });

test("resolves to the URL, and passes on the lines before it", async () => {
  const lines: string[] = [];
  const code = 'console.log("first\\nlistening on http://127.0.0.1:1 now\\nlast")';
  const child = startProgram(code);
  expect(await listeningUrl(child, (line) => lines.push(line))).toBe("http://127.0.0.1:1");
  expect(lines).toEqual(["first"]);
});

test.each([
  [
    "exits",
    process.execPath,
    "process.exitCode = 3",
    /^it exited with code 3 before it was ready$/,
  ],
  ["is killed", process.execPath, 'process.kill(process.pid, "SIGKILL")', /exited with SIGKILL/],
  ["does not exist", "/none/node", "", /ENOENT/],
])("rejects if the service %s", async (_, path, code, reason) => {
  await expect(listeningUrl(startProgram(code, path))).rejects.toThrow(reason);
});
