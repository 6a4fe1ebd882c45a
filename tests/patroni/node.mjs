import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { BackgroundProcess } from "./background-process.mjs";
import { waitUntil } from "./wait-until.mjs";

const RESPONSE_LIMIT_MS = 5_000;

/** One PostgreSQL server and the Patroni that runs it. */
export class Node {
  #options;
  #patroni;

  /** `configuration` is the path of patroni.yml, `variables` are those of node.env. */
  constructor({ name, configuration, variables, account, folder }) {
    this.name = name;
    this.variables = variables;
    this.host = variables.PATRONI_POSTGRESQL_CONNECT_ADDRESS;
    this.log = join(folder, `${name}.log`);
    this.#options = { configuration, account, folder };
  }

  start() {
    const { configuration, account, folder } = this.#options;
    this.#patroni = new BackgroundProcess("patroni", [configuration], {
      ...account,
      cwd: folder,
      env: { PATH: process.env.PATH, LC_ALL: "C", ...this.variables },
      log: this.log,
    });
  }

  get isRunning() {
    return this.#patroni?.isRunning ?? false;
  }

  /** Kills Patroni and PostgreSQL, as in a crash of the machine. */
  async kill() {
    const server = await this.#serverProcess();
    process.kill(this.#patroni.child.pid, "SIGSTOP");
    process.kill(server, "SIGKILL");
    await this.#patroni.kill();
    await waitUntil(`the PostgreSQL of ${this.name} has exited`, () => !isAlive(server));
  }

  /** Kills PostgreSQL if Patroni has exited without stopping it. */
  async killServer() {
    const server = await this.#serverProcess().catch(() => undefined);
    if (server && isAlive(server)) process.kill(server, "SIGKILL");
  }

  /** Returns the members of the cluster, as this node sees them. */
  async members() {
    const url = `http://${this.variables.PATRONI_RESTAPI_CONNECT_ADDRESS}/cluster`;
    const response = await fetch(url, { signal: AbortSignal.timeout(RESPONSE_LIMIT_MS) });
    return (await response.json()).members;
  }

  async #serverProcess() {
    const file = join(this.variables.PATRONI_POSTGRESQL_DATA_DIR, "postmaster.pid");
    return Number((await readFile(file, "utf8")).split("\n", 1)[0]);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
