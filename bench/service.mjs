/** The service against bare `node:http`: list and get at 10,000 and at 1,000,000 sessions. */
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
const keep = async (starting) => {
  const server = await starting;
  started.push(server);
  return server;
};

try {
  const large = await keep(startService(join(folder, "large")));
  const small = await keep(startService(join(folder, "small")));
  await importSessions(small.url, sessionLines(0, SMALL));
  const begun = performance.now();
  await importSessions(large.url, sessionLines(0, LARGE), (kept) =>
    console.log(
      `  ${kept} sessions kept after ${Math.round((performance.now() - begun) / 1000)} s`,
    ),
  );

  const list = (server) => `${server.url}/api/v1/sessions/`;
  const get = (server) => `${server.url}/api/v1/sessions/1000005000`;
  const load = (url) => () => requestsPerSecond(url, { headers });
  const bareWith = async (url) => {
    const path = join(folder, `body-${started.length}`);
    writeFileSync(path, Buffer.from(await (await fetch(url, { headers })).arrayBuffer()));
    return keep(startBare("constant", path));
  };

  const page = await compare(load(list(large)), load((await bareWith(list(large))).url));
  report(
    `newest 25 with total of ${LARGE}, over bare node:http`,
    page.ours / page.theirs,
    { least: 0.2 },
    `${Math.round(page.ours)} of ${Math.round(page.theirs)} requests/s`,
  );
  const one = await compare(load(get(large)), load((await bareWith(get(large))).url));
  report(
    `get by id of ${LARGE}, over bare node:http`,
    one.ours / one.theirs,
    { least: 0.2 },
    `${Math.round(one.ours)} of ${Math.round(one.theirs)} requests/s`,
  );
  const sizes = await compare(load(list(small)), load(list(large)));
  report(`cost of newest 25 at ${LARGE}, over the same at ${SMALL}`, sizes.ours / sizes.theirs, {
    most: 1.5,
  });
  console.log(`resident memory of the service: ${Math.round(large.rssMB())} MB`);
} finally {
  for (const server of started) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
