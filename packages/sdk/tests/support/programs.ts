/** Runs programs that import the packed SDK, against a real service with three sessions. */
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { demoRecording, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";
import { type Consumer, makeConsumer } from "../runtimes/consumer.js";
import { output } from "../runtimes/programs.js";
import { type Tool, toolPath } from "../runtimes/tools.js";

/** The recording of session 100001. */
export const RECORDING = demoRecording("100001/call.mp3");

/** The sessions of the service, newest first. */
export const SESSIONS = [
  { session_id: "100001", timestamp: "2026-01-31T09:00:00Z", agent_name: "Front desk" },
  { session_id: "100002", timestamp: "2026-01-31T08:00:00Z", agent_name: "Front desk" },
  { session_id: "100003", timestamp: "2026-01-31T07:00:00Z", agent_name: "Night desk" },
] as const;

export interface RunOptions {
  args?: string[];
  env?: Record<string, string>;
  /** The path of the Node that runs the program. Default: this one. */
  node?: string;
  /** Flags of Node. */
  flags?: string[];
}

export interface Programs extends AsyncDisposable {
  readonly service: TestService;
  readonly consumer: Consumer;
  /** Runs a program as a user would, and returns what it prints. */
  run(path: string, options?: RunOptions): Promise<string>;
  /** Installs a package that the repository does not depend on. */
  install(tool: Tool): Promise<void>;
  /** Checks the types of programs. Rejects if there is an error. */
  checkTypes(paths: string[]): Promise<void>;
}

export async function startPrograms(): Promise<Programs> {
  const [service, consumer] = await Promise.all([startService({ analysis: "on" }), makeConsumer()]);
  await importLines(service, SESSIONS.map((session) => JSON.stringify(session)).join("\n"));
  const type = { "content-type": "audio/mpeg" };
  await uploadRecording(service, SESSIONS[0].session_id, "call.mp3", RECORDING, type);
  return {
    service,
    consumer,
    run: (path, { args = [], env, node = process.execPath, flags = [] } = {}) =>
      output(node, [...flags, path, ...args], consumer, {
        SYLLABLESDK_SERVER_URL: service.url,
        SYLLABLESDK_API_KEY_HEADER: ADMIN_KEY,
        NODE_NO_WARNINGS: "1",
        ...env,
      }),
    async install(tool) {
      const link = join(consumer.folder, "node_modules", tool.package);
      await mkdir(dirname(link), { recursive: true });
      await symlink(dirname(await toolPath(tool)), link, "junction");
    },
    checkTypes: (paths) => checkTypes(consumer, paths),
    async [Symbol.asyncDispose]() {
      await consumer[Symbol.asyncDispose]();
      await service.remove();
    },
  };
}

async function checkTypes(consumer: Consumer, files: string[]): Promise<void> {
  const require = createRequire(import.meta.url);
  const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));
  const compilerOptions = {
    ...{ module: "nodenext", target: "es2023", lib: ["es2023", "dom", "dom.iterable"] },
    ...{ allowJs: true, checkJs: true, strict: true, noImplicitAny: false, noEmit: true },
    ...{ skipLibCheck: true, types: ["node"] },
    typeRoots: [dirname(folderOf("@types/node"))],
  };
  const config = JSON.stringify({ compilerOptions, files });
  const path = await consumer.write("tsconfig.programs.json", config);
  const tsc = join(folderOf("typescript"), "bin/tsc");
  await output(process.execPath, [tsc, "-p", path], consumer);
}
