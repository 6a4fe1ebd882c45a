/** The service relative to bare `node:http`: list and get with 10,000 and 1,000,000 sessions. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, report, requestsPerSecond } from "./lib/load.mjs";
import { headers, importSessions, startBare, startService } from "./lib/service.mjs";
import { sessionLines } from "./lib/sessions.mjs";

const LARGE = Number(process.env.BENCH_SESSIONS ?? 1_000_000);
const SMALL = 10_000;

const folder = mkdtempSync(join(tmpdir(), "syllable-bench-"));
const started = [];
const stopLater = async (starting) => {
  const server = await starting;
  started.push(server);
  return server;
};

try {
  const large = await stopLater(startService(join(folder, "large")));
  const small = await stopLater(startService(join(folder, "small")));
  await importSessions(small.url, sessionLines(0, SMALL));
  const start = performance.now();
  await importSessions(large.url, sessionLines(0, LARGE), (stored) =>
    console.log(
      `  ${stored} sessions stored after ${Math.round((performance.now() - start) / 1000)} s`,
    ),
  );

  const list = (server) => `${server.url}/api/v1/sessions/`;
  const get = (server) => `${server.url}/api/v1/sessions/1000005000`;
  const load = (url) => () => requestsPerSecond(url, { headers });
  const startBareWith = async (url) => {
    const path = join(folder, `body-${started.length}`);
    writeFileSync(path, Buffer.from(await (await fetch(url, { headers })).arrayBuffer()));
    return stopLater(startBare("constant", path));
  };

  const page = await compare(load(list(large)), load((await startBareWith(list(large))).url));
  report(
    `newest 25 and total of ${LARGE}, relative to bare node:http`,
    page.ours / page.theirs,
    { min: 0.2 },
    `${Math.round(page.ours)} of ${Math.round(page.theirs)} requests/s`,
  );
  const one = await compare(load(get(large)), load((await startBareWith(get(large))).url));
  report(
    `get by id of ${LARGE}, relative to bare node:http`,
    one.ours / one.theirs,
    { min: 0.2 },
    `${Math.round(one.ours)} of ${Math.round(one.theirs)} requests/s`,
  );
  const sizes = await compare(load(list(small)), load(list(large)));
  report(`newest 25 of ${LARGE}, time relative to ${SMALL} sessions`, sizes.ours / sizes.theirs, {
    max: 1.5,
  });
  console.log(`resident memory of the service: ${Math.round(large.rssMB())} MB`);
} finally {
  for (const server of started) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
