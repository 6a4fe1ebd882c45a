import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { startPostgresServer } from "../../tools/postgres/server.mjs";
import { eventually } from "./eventually.js";
import { reportMissing } from "./missing-parts.js";

const PASSWORD = "not/secret";
const CONNECT_LIMIT_MS = 30_000;

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

/**
 * The server that SYLLABLE_TEST_DATABASE_URL names, whose user may create databases, or one that is
 * started here. If none can be started, the result is undefined, and `needs` reports why.
 */
export async function openPostgres(): Promise<PostgresServer | undefined> {
  const named = process.env.SYLLABLE_TEST_DATABASE_URL;
  if (named) return serverAt(named, undefined, async () => undefined);
  return startPostgres();
}

/** A server of its own, with settings such as `max_connections=5`. */
export async function startPostgres(
  settings: readonly string[] = [],
): Promise<PostgresServer | undefined> {
  try {
    const { url, start, stop, kill, close } = await startPostgresServer({
      password: PASSWORD,
      initdbFlags: ["--no-sync"],
      // A killed process loses nothing that it has written; only a machine would.
      settings: ["fsync=off", ...settings],
    });
    // What a killed server leaves behind needs a moment to end.
    const power = { stop, kill, start: () => eventually(start) };
    return serverAt(url, power, close);
  } catch (error) {
    return reportMissing("PostgreSQL", error);
  }
}

function serverAt(
  url: string,
  power: PostgresServer["power"],
  remove: () => Promise<void>,
): PostgresServer {
  const query = async (database: string | undefined, text: string) => {
    const client = new Client({
      connectionString: database ? urlOf(database) : url,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
    });
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
