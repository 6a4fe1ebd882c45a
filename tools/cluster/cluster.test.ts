import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "syllable-test-support/eventually";
import { needs, onlyIf } from "syllable-test-support/missing-parts";
import { startPostgres } from "syllable-test-support/postgres";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const server = await startPostgres();
await server?.remove();
const asRoot = onlyIf(process.getuid?.() === 0, "only root runs PostgreSQL as another user");
const START_LIMIT_MS = 90_000;

const folder = tempFolder("syllable-cluster-");
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGTERM");
});

/** Runs `npm run cluster` over a data folder. */
function startCluster(dataDir: string) {
  const args = ["scripts/cluster.mjs", "--port", "0", "--services", "2", "--data-dir", dataDir];
  // The test checks that no temporary files are left.
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
  return { child, printed, exited: once(child, "close").then(([code]) => code) };
}

test(
  "the cluster serves requests, stops on a signal, and leaves only its data",
  needs(server),
  async () => {
    await chmod(folder, 0o711);
    const { child, printed, exited } = startCluster(join(folder, "data"));
    const url = await eventually(() => {
      const [, serving] = /^Serving on (\S+)/m.exec(printed.stdout) ?? [];
      if (!serving) throw new Error(`not serving: ${printed.stdout}${printed.stderr}`);
      return serving;
    }, START_LIMIT_MS);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
    expect(printed.stderr).toBe("");
    expect(await readdir(folder)).toEqual(["data"]);
  },
);

test("the error names the folder that the user of PostgreSQL cannot enter", asRoot, async () => {
  await chmod(folder, 0o700);
  const { printed, exited } = startCluster(join(folder, "data"));
  expect(await exited).toBe(1);
  expect(printed.stderr).toBe(
    `PostgreSQL failed to start with the data folder ${folder}/data/postgres: ` +
      `root starts it as the user "postgres", who cannot enter ${folder}: ` +
      `run \`chmod o+x ${folder}\`, or choose another folder with --data-dir\n`,
  );
});
