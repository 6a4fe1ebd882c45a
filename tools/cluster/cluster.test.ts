import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "syllable-test-support/eventually";
import { needs, onlyIf } from "syllable-test-support/missing-parts";
import { startPostgres } from "syllable-test-support/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const server = await startPostgres();
await server?.remove();
const asRoot = onlyIf(process.getuid?.() === 0, "only root runs PostgreSQL as another user");
const START_LIMIT_MS = 90_000;

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-cluster-"));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGTERM");
  await rm(folder, { recursive: true });
});

/** `npm run cluster` over a folder: what it prints, and how it ends. */
function start(dataDir: string) {
  const args = ["scripts/cluster.mjs", "--port", "0", "--services", "2", "--data-dir", dataDir];
  // What it leaves in the folder for temporary files is seen here.
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, args, { cwd: root, env });
  children.push(child);
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => {
    printed.stdout += text;
  });
  child.stderr.on("data", (text) => {
    printed.stderr += text;
  });
  return { child, printed, ended: once(child, "close").then(([code]) => code) };
}

test("it serves, stops on a signal, and leaves nothing but its data", needs(server), async () => {
  await chmod(folder, 0o711);
  const { child, printed, ended } = start(join(folder, "data"));
  const url = await eventually(() => {
    const [, serving] = /^Serving on (\S+)/m.exec(printed.stdout) ?? [];
    if (!serving) throw new Error(`not serving: ${printed.stdout}${printed.stderr}`);
    return serving;
  }, START_LIMIT_MS);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(printed.stderr).toBe("");
  expect(await readdir(folder)).toEqual(["data"]);
});

test("a data folder that PostgreSQL cannot reach is reported in one line", asRoot, async () => {
  await chmod(folder, 0o700);
  const { printed, ended } = start(join(folder, "data"));
  expect(await ended).toBe(1);
  expect(printed.stderr).toBe(
    `PostgreSQL cannot start over ${folder}/data/postgres: root runs it as the user "postgres", ` +
      `who may not enter ${folder}: run \`chmod o+x ${folder}\`, ` +
      "or name another folder with --data-dir\n",
  );
});
