import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { Client } from "pg";
import { startPostgresServer } from "../../tools/postgres/server.mjs";
import { CitusCluster } from "./citus.js";
import { eventually } from "./eventually.js";
import { reportMissing } from "./missing-parts.js";

const PASSWORD = "not/secret";
const CONNECT_LIMIT_MS = 30_000;
const OLDEST_VERSION = 15;
/** Packages of Debian and Ubuntu install each version in a folder named by its number. */
const INSTALLED_VERSIONS = "/usr/lib/postgresql";

export interface TestDatabase {
  readonly url: string;
  /** Runs statements on a separate connection. */
  query(text: string): Promise<unknown[][]>;
  remove(): Promise<void>;
}

/** A real PostgreSQL server. */
export interface PostgresServer {
  newDatabase(): Promise<TestDatabase>;
  /** Stops and starts the server. Undefined for a server that the tests did not start. */
  readonly power: PostgresPower | undefined;
  /** The Citus cluster of which the server is the coordinator. */
  readonly citus: CitusCluster | undefined;
  remove(): Promise<void>;
}

export interface PostgresVersion {
  readonly name: string;
  readonly server: PostgresServer | undefined;
  /** Whether it is the server that all other tests use. */
  readonly isDefault: boolean;
}

export interface PostgresPower {
  stop(): Promise<void>;
  /** Kills the server, as in a crash. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

/**
 * Connects to the server at SYLLABLE_TEST_DATABASE_URL, whose user must be allowed to create databases,
 * or starts one. If that is the coordinator of a Citus cluster, databases are created on all its nodes. If
 * it fails, returns undefined, and `needs` gives the reason.
 */
export async function openPostgres(): Promise<PostgresServer | undefined> {
  const url = process.env.SYLLABLE_TEST_DATABASE_URL;
  if (url) return serverAt(url, undefined, async () => undefined, await CitusCluster.at(url));
  return startPostgres();
}

/**
 * Opens a server as `openPostgres` does. Unless that is your own server, also starts the oldest
 * supported version that packages of Debian or Ubuntu have installed on this machine.
 */
export async function openPostgresVersions(): Promise<readonly PostgresVersion[]> {
  const server = await openPostgres();
  if (process.env.SYLLABLE_TEST_DATABASE_URL) {
    return [{ name: "at SYLLABLE_TEST_DATABASE_URL", server, isDefault: true }];
  }
  return [{ name: "from npm", server, isDefault: true }, await startInstalledPostgres()];
}

async function startInstalledPostgres(): Promise<PostgresVersion> {
  const folders = await readdir(INSTALLED_VERSIONS).catch(() => []);
  const versions = folders.map(Number).filter((version) => version >= OLDEST_VERSION);
  if (versions.length === 0) {
    const reason = `${INSTALLED_VERSIONS} has no version from ${OLDEST_VERSION}`;
    const server = reportMissing("installed PostgreSQL", reason);
    return { name: "installed", server, isDefault: false };
  }
  const oldest = Math.min(...versions);
  const server = await startPostgres([], `${INSTALLED_VERSIONS}/${oldest}/bin`);
  return { name: `version ${oldest}`, server, isDefault: false };
}

/** Starts a server with settings such as `max_connections=5`, by default from npm. */
export async function startPostgres(
  settings: readonly string[] = [],
  binaries?: string,
): Promise<PostgresServer | undefined> {
  try {
    const { url, start, stop, kill, close } = await startPostgresServer({
      password: PASSWORD,
      ...(binaries && { binaries }),
      initdbFlags: ["--no-sync"],
      // Without fsync, only a crash of the machine loses data, not a killed process.
      settings: ["fsync=off", ...settings],
    });
    // The child processes of a killed server take a moment to exit.
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
  citus?: CitusCluster,
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
    citus,
    remove,
    async newDatabase() {
      const name = `syllable_test_${randomBytes(6).toString("hex")}`;
      if (citus) await citus.create(name);
      else await query(undefined, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
      return {
        url: urlOf(name),
        query: (text) => query(name, text),
        remove: async () => {
          if (citus) await citus.remove(name);
          else await query(undefined, `DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
  };
}
