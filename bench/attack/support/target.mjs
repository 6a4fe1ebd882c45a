/** The service under attack, in a separate process, with a temporary data folder. */
import { once } from "node:events";
import { openSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createKey, openStore } from "syllable-server";
import { startPersistentPostgres } from "../../../tools/postgres/persistent-server.mjs";
import { startService } from "../../lib/service.mjs";
import { cpuSeconds, killTree, residentMB } from "./process-tree.mjs";

/** The keys of the attacker, and of another organisation. */
const KEYS = {
  read: { organisation: "default", scope: "read" },
  write: { organisation: "default", scope: "write" },
  other: { organisation: "other", scope: "write" },
};

/** How long the CPU load is measured. */
const LOAD_MS = 150;

export class Target {
  #service;
  /** Whether the service has exited or was killed. */
  hasEnded = true;
  keys = {};

  constructor(folder, database) {
    this.folder = folder;
    this.dataDir = join(folder, "data");
    this.database = database;
  }

  /** Starts a service whose store has only keys. */
  static async create({ postgres }) {
    const folder = await mkdtemp(join(tmpdir(), "syllable-attack-"));
    const target = new Target(folder, postgres ? await startPersistentPostgres(folder) : undefined);
    await target.start();
    const { dataDir } = target;
    const store = await openStore({ dataDir, databaseUrl: target.database?.url });
    for (const [name, key] of Object.entries(KEYS)) {
      target.keys[name] = (await createKey(store.keys, { name, ...key })).secret;
    }
    await store.close();
    return target;
  }

  get url() {
    return this.#service.url;
  }

  get pid() {
    return this.#service.child.pid;
  }

  async start() {
    const variables = {
      SYLLABLE_LOG_LEVEL: "error",
      ...(this.database ? { SYLLABLE_DATABASE_URL: this.database.url } : {}),
    };
    const stderr = openSync(join(this.folder, "log"), "w");
    this.#service = await startService(this.dataDir, variables, { stderr });
    this.hasEnded = false;
    this.#service.child.once("exit", () => {
      this.hasEnded = true;
    });
  }

  /** Returns the memory of all processes of the idle service, in MB. */
  async idleMB() {
    for (let call = 0; call < 20; call++) {
      await (await fetch(`${this.url}/healthz`)).text();
      await (
        await fetch(`${this.url}/api/v1/sessions/`, {
          headers: { "syllable-api-key": this.keys.read },
        })
      ).text();
    }
    await sleep(500);
    return residentMB(this.pid);
  }

  residentMB() {
    return residentMB(this.pid);
  }

  /** Returns the CPU load, where 1 is a whole CPU. */
  async load() {
    const before = cpuSeconds(this.pid);
    await sleep(LOAD_MS);
    return (cpuSeconds(this.pid) - before) / (LOAD_MS / 1000);
  }

  /** Returns whether the service responds within a few seconds. */
  async isHealthy() {
    if (this.hasEnded) return false;
    try {
      const signal = AbortSignal.timeout(5_000);
      return (await fetch(`${this.url}/healthz`, { signal })).status === 200;
    } catch {
      return false;
    }
  }

  /** Returns why the service does not respond, from its log if it has exited. */
  describeFailure() {
    if (!this.hasEnded) return "the service does not respond";
    const lines = readFileSync(join(this.folder, "log"), "utf8").trim().split("\n");
    const fatal = lines.find((line) => /fatal|Error/i.test(line)) ?? lines.at(-1);
    return `the service exited: ${fatal.slice(0, 160)}`;
  }

  async kill() {
    if (this.hasEnded) return;
    const exit = once(this.#service.child, "exit");
    killTree(this.pid);
    await exit;
  }

  async restart() {
    await this.kill();
    await this.start();
  }

  async remove() {
    await this.kill();
    await this.database?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
