/** The temporary files of imports: the next start removes those of a killed process. */
import { readdirSync, readlinkSync } from "node:fs";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunningCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { connectTo } from "syllable-test-support/raw-http";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, expect, test } from "vitest";

const folder = tempFolder();
const server = await openPostgres();
afterAll(() => server?.remove());

const LINES = 9_000;

/** The spool files that a process has open; undefined on systems that do not show them. */
function openSpoolFiles(pid: number): string[] | undefined {
  if (process.platform !== "linux") return undefined;
  return readdirSync(`/proc/${pid}/fd`)
    .map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        // The file was closed meanwhile.
        return "";
      }
    })
    .filter((path) => path.includes("/spool/"));
}

/** Imports lines with long results, and reads no result. */
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

test("the next start removes the files of a killed process", async () => {
  const dataDir = join(folder, "killed");
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
  // The file of a process that was killed before it had removed the name.
  await writeFile(join(spool, "left"), "x");

  const next = start();
  await next.url();
  expect(await readdir(spool)).toEqual([]);
  await next.stop();
});

test("with PostgreSQL, files of other processes stay", needs(server), async () => {
  const dataDir = join(folder, "shared");
  const spool = join(dataDir, "spool");
  await mkdir(spool, { recursive: true });
  for (const name of ["left", "new"]) await writeFile(join(spool, name), "x");
  const old = new Date(Date.now() - 2 * 60_000);
  await utimes(join(spool, "left"), old, old);
  const database = await server!.newDatabase();
  const service = await startService({ dataDir, databaseUrl: database.url });
  expect(await readdir(spool)).toEqual(["new"]);
  await service.remove();
  await database.remove();
});
