/** The temporary files of imports: a killed process leaves none that its successor does not remove. */
import { readdirSync, readlinkSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { openPostgres } from "syllable-test-support/postgres";
import { connectTo } from "syllable-test-support/raw-http";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { afterAll, expect, test } from "vitest";

const server = await openPostgres();
afterAll(() => server?.remove());

const LINES = 9_000;

/** The spool files that a process has open; undefined where that can't be seen. */
function openSpoolFiles(pid: number): string[] | undefined {
  if (process.platform !== "linux") return undefined;
  return readdirSync(`/proc/${pid}/fd`)
    .map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        // It was closed meanwhile.
        return "";
      }
    })
    .filter((path) => path.includes("/spool/"));
}

/** Imports lines whose results are long, and reads none of them. */
async function importUnread(url: string) {
  const socket = await connectTo(url);
  socket.pause();
  // Each of these characters takes six in the JSON of the result.
  const body = `{"${"\\u0001".repeat(90)}":1,"${"\\u0002".repeat(90)}":2}\n`.repeat(LINES);
  const head = ["POST /api/v1/sessions/import HTTP/1.1", "host: test"];
  const headers = [`syllable-api-key: ${ADMIN_KEY}`, `content-length: ${body.length}`];
  socket.write(`${[...head, ...headers].join("\r\n")}\r\n\r\n${body}`);
  return socket;
}

test("the next start removes what a killed process left", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const spool = join(dataDir, "spool");
  const variables = { SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY, SYLLABLE_DATA_DIR: dataDir };
  const start = () => RunningCommand.start(["serve", "--port", "0"], variables);
  const killed = start();
  const socket = await importUnread(await killed.url());
  await eventually(() => {
    const files = openSpoolFiles(killed.process.pid!);
    if (files) expect(files).toEqual([expect.stringContaining(spool)]);
  });
  killed.process.kill("SIGKILL");
  await killed.ended;
  socket.destroy();
  // What a process leaves that is killed before it has removed the name, or on Windows.
  await writeFile(join(spool, "left"), "x");

  const next = start();
  await next.url();
  expect(await readdir(spool)).toEqual([]);
  await next.stop();
  await rm(dataDir, { recursive: true });
});

test.skipIf(!server)("with PostgreSQL, files of other processes stay", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "syllable-test-"));
  const spool = join(dataDir, "spool");
  await mkdir(spool);
  for (const name of ["left", "new"]) await writeFile(join(spool, name), "x");
  const old = new Date(Date.now() - 2 * 60_000);
  await utimes(join(spool, "left"), old, old);
  const database = await server!.newDatabase();
  const service = await startService({ dataDir, databaseUrl: database.url });
  expect(await readdir(spool)).toEqual(["new"]);
  await service.remove();
  await database.remove();
});
