/** The service under attack: in a process of its own, over a temporary folder. */
import { once } from "node:events";
import { openSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createKey, openStore } from "syllable-server";
import { startPersistentPostgres } from "../../../tools/postgres/persistent-server.mjs";
import { startService } from "../../lib/service.mjs";
import { killTree, processorSeconds, residentMB } from "./process-tree.mjs";

/** Who the attacker is, and who is not. */
const KEYS = {
  read: { organisation: "default", scope: "read" },
  write: { organisation: "default", scope: "write" },
  other: { organisation: "other", scope: "write" },
};

const LOAD_MS = 150;

export class Target {
  #service;
  /** Whether the service is gone: it ended, or was killed. */
  ended = true;
  keys = {};

  constructor(folder, database) {
    this.folder = folder;
    this.dataDir = join(folder, "data");
    this.database = database;
  }

  /** A running service whose store has nothing but keys. */
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
    this.ended = false;
    this.#service.child.once("exit", () => {
      this.ended = true;
    });
  }

  /** The memory of all its processes once it does nothing. */
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

  /** The part of a processor that it uses, during a moment. */
  async load() {
    const before = processorSeconds(this.pid);
    await sleep(LOAD_MS);
    return (processorSeconds(this.pid) - before) / (LOAD_MS / 1000);
  }

  /** Whether it responds within a few seconds. */
  async isWell() {
    if (this.ended) return false;
    try {
      const signal = AbortSignal.timeout(5_000);
      return (await fetch(`${this.url}/healthz`, { signal })).status === 200;
    } catch {
      return false;
    }
  }

  /** Why it does not respond: the end of what it logged, if it has ended. */
  lastWords() {
    if (!this.ended) return "the service does not respond";
    const lines = readFileSync(join(this.folder, "log"), "utf8").trim().split("\n");
    const fatal = lines.find((line) => /fatal|Error/i.test(line)) ?? lines.at(-1);
    return `the service has ended: ${fatal.slice(0, 160)}`;
  }

  async kill() {
    if (this.ended) return;
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
