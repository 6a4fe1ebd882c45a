import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keptSecret } from "../../demo/key.mjs";

const PROCESS = fileURLToPath(new URL("postgres-process.mjs", import.meta.url));
const USER = "postgres";
/** The right of everyone to go through a folder without listing it. */
const THROUGH = 0o001;

/** Starts a PostgreSQL of our own over a folder in this one. */
export async function startPostgres(dataDir) {
  await letThrough(dataDir);
  const password = await keptSecret(join(dataDir, "postgres-password"));
  const folder = join(dataDir, "postgres");
  const port = await freePort();
  const child = fork(PROCESS, { detached: true, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  child.send({ folder, port, user: USER, password });
  const [{ failure }] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => [{ failure: "it ended at once" }]),
  ]);
  if (failure) throw new Error(`PostgreSQL can't be started in ${folder}: ${failure}`);
  return {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** For root it runs as another user, who has to get to its folder; what lies beside stays closed. */
async function letThrough(dataDir) {
  await mkdir(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) return;
  const parent = dirname(dataDir);
  if (!((await stat(parent)).mode & THROUGH)) {
    throw new Error(
      `PostgreSQL does not run as root, and its user can't get through ${parent}: ` +
        "open it with chmod o+x, or name another folder with --data-dir",
    );
  }
  await chmod(dataDir, (await stat(dataDir)).mode | THROUGH);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
