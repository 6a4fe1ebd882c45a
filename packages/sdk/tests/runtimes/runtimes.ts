import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { type Tool, toolPath } from "./tools.js";

const { platform, arch } = process;
const system = platform === "win32" ? "win" : platform;
const exe = platform === "win32" ? ".exe" : "";

const nodeTool = (version: string): Tool => ({
  package: `node-${system}-${arch}`,
  version,
  file: `bin/node${exe}`,
});

/** The runtimes that the suite runs on. Each is an npm package with the program. */
export const NODES: readonly Tool[] = ["22.23.3", "24.21.0", "26.10.0"].map(nodeTool);

export const BUN: Tool = {
  package: `@oven/bun-${platform === "win32" ? "windows" : platform}-${arch === "arm64" ? "aarch64" : "x64-baseline"}`,
  version: "1.4.5",
  file: `bin/bun${exe}`,
};

export const DENO: Tool = {
  package: `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`,
  version: "2.9.6",
  file: `deno${exe}`,
};

export const WORKERD: Tool = {
  package: `@cloudflare/workerd-${platform === "win32" ? "windows" : platform}-${arch === "arm64" ? "arm64" : "64"}`,
  version: "1.20261117.1",
  file: `bin/workerd${exe}`,
};

export const ESBUILD: Tool = { package: "esbuild", version: "0.28.2", file: "lib/main.js" };
export const PUBLINT: Tool = { package: "publint", version: "0.3.25", file: "src/cli.js" };
export const ATTW: Tool = {
  package: "@arethetypeswrong/cli",
  version: "0.18.5",
  file: "dist/index.js",
};

const typescript = (version: string): Tool => ({
  package: "typescript",
  version,
  file: "bin/tsc",
});

/** The earliest TypeScript that can read the types of the SDK. The README states it. */
export const LEAST_TYPESCRIPT = typescript("4.7.4");
/** The last TypeScript with the module resolution `node10` and with the API that ts-jest uses. */
export const TYPESCRIPT_5 = typescript("5.9.3");
/** Jest with ts-jest. */
export const JEST: Tool = {
  package: "ts-jest",
  version: "29.4.15",
  file: "../jest/bin/jest.js",
  peers: ["jest@30.5.2", `typescript@${TYPESCRIPT_5.version}`],
};
export const ROLLUP: Tool = {
  package: "rollup",
  version: "4.68.8",
  file: "dist/bin/rollup",
  peers: ["@rollup/plugin-node-resolve@16.0.3"],
};
export const WEBPACK: Tool = { package: "webpack", version: "5.113.0", file: "lib/index.js" };

const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The Chromium of this machine. The tests do not download one. */
export async function chromiumPath(): Promise<string> {
  const found = BROWSERS.map((name) => `/usr/bin/${name}`).find(existsSync);
  if (!found) throw new Error("no Chromium in /usr/bin");
  return found;
}

/** The path of a runtime. Rejects if it does not start on this machine. */
export async function runtimePath(tool: Tool): Promise<string> {
  const path = await toolPath(tool);
  await promisify(execFile)(path, ["--version"], { timeout: 30_000 });
  return path;
}
