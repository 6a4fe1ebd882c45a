import { chmod, chown, cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Client } from "pg";
import { startPostgresServer } from "../../tools/postgres/server.mjs";
import { eventually } from "./eventually.js";
import { reportMissing } from "./missing-parts.js";
import type { PostgresPower } from "./postgres.js";

const PASSWORD = "not/secret";
const OPTIONS = {
  password: PASSWORD,
  initdbFlags: ["--no-sync"],
  // Without fsync, only a crash of the machine loses data. A standby may need earlier WAL.
  settings: ["fsync=off", "wal_keep_size=256MB"],
};
/** Files that belong to a running server, not to its data. */
const OF_THE_PROCESS = /^(pg_wal\/.*|postmaster\.(pid|opts))$/;
const START_LIMIT_MS = 60_000;

/** One of two PostgreSQL servers. */
export interface PairedServer extends PostgresPower {
  /** Such as `127.0.0.1:5432`. */
  readonly address: string;
  /** Runs a statement, by default in the database `postgres`. */
  query(text: string, database?: string): Promise<unknown[][]>;
  /** Lets a standby accept writes. */
  promote(): Promise<void>;
  /** Starts the stopped server as a standby of the other one. */
  startAsStandby(): Promise<void>;
  /** Starts the stopped server with read-only transactions. */
  startReadOnly(): Promise<void>;
}

export interface PostgresPair {
  readonly primary: PairedServer;
  readonly standby: PairedServer;
  /** The URL of a database with these hosts, by default the primary and the standby. */
  url(database: string, hosts?: readonly string[]): string;
  remove(): Promise<void>;
}

/**
 * Starts a primary and its standby. A commit waits until the standby has it. If that fails, returns
 * undefined, and `needs` gives the reason.
 */
export async function startPostgresPair(): Promise<PostgresPair | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "syllable-pair-"));
  const closes: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const remove = async () => {
    for (const close of closes.splice(0).reverse()) await close();
  };
  const [primaryFolder, standbyFolder] = [join(folder, "a"), join(folder, "b")];
  try {
    await chmod(folder, 0o711);
    const first = await startPostgresServer({ ...OPTIONS, folder: primaryFolder });
    closes.push(first.close);
    await copyServer(first.url, primaryFolder, standbyFolder);
    await makeStandby(standbyFolder, first.url);
    const second = await startPostgresServer({ ...OPTIONS, folder: standbyFolder });
    closes.push(second.close);
    const primary = pairedServer(first, primaryFolder, second.url);
    const standby = pairedServer(second, standbyFolder, first.url);
    await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
    await primary.query("SELECT pg_reload_conf()");
    await eventually(async () => {
      const states = await primary.query("SELECT sync_state FROM pg_stat_replication");
      if (String(states) !== "sync") throw new Error("the standby does not replicate the primary");
    }, START_LIMIT_MS);
    const both = [primary.address, standby.address];
    return {
      primary,
      standby,
      url: (database, hosts = both) =>
        `postgres://postgres:${encodeURIComponent(PASSWORD)}@${hosts.join(",")}/${database}`,
      remove,
    };
  } catch (error) {
    await remove();
    return reportMissing("pair of PostgreSQL servers", error);
  }
}

function pairedServer(
  server: PostgresPower & { readonly url: string },
  folder: string,
  otherUrl: string,
): PairedServer {
  // The child processes of a killed server take a moment to exit.
  const start = () => eventually(server.start);
  const query: PairedServer["query"] = (text, database = "postgres") =>
    withClient(Object.assign(new URL(server.url), { pathname: database }).href, async (client) => {
      const { rows } = await client.query({ text, rowMode: "array" });
      return rows;
    });
  return {
    ...server,
    address: new URL(server.url).host,
    query,
    start,
    async promote() {
      await query("SELECT pg_promote()");
    },
    async startAsStandby() {
      await makeStandby(folder, otherUrl);
      await start();
    },
    async startReadOnly() {
      await configure(folder, "default_transaction_read_only = on");
      await start();
    },
  };
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Copies the data of a running server by an online backup. The copy reads the WAL from the server. */
async function copyServer(url: string, source: string, target: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("SELECT pg_backup_start('pair', true)");
    const filter = (path: string) => !OF_THE_PROCESS.test(relative(source, path));
    await cp(source, target, { recursive: true, filter });
    const { rows } = await client.query("SELECT labelfile FROM pg_backup_stop()");
    await writeFile(join(target, "backup_label"), rows[0].labelfile);
  });
  await chmod(target, 0o700);
}

async function makeStandby(folder: string, primaryUrl: string): Promise<void> {
  const { hostname, port, username } = new URL(primaryUrl);
  const connection = `host=${hostname} port=${port} user=${username} password=${PASSWORD}`;
  await writeFile(join(folder, "standby.signal"), "");
  await configure(folder, `primary_conninfo = '${connection}'`);
}

/** Replaces the settings that `ALTER SYSTEM` has made, and gives all files to the owner of the parent's data. */
async function configure(folder: string, line: string): Promise<void> {
  await writeFile(join(folder, "postgresql.auto.conf"), `${line}\n`);
  const { uid, gid } = await stat(join(folder, "..", "a"));
  const paths = await readdir(folder, { recursive: true });
  for (const path of [folder, ...paths.map((path) => join(folder, path))]) {
    await chown(path, uid, gid);
  }
}
