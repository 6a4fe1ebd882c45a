import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePorts } from "../../tools/free-ports.mjs";
import { postgresAccount } from "../../tools/postgres/account.mjs";
import { createTemporaryFolder } from "../../tools/postgres/folders.mjs";
import { BackgroundProcess } from "./background-process.mjs";
import { Node } from "./node.mjs";
import { waitUntil } from "./wait-until.mjs";

const run = promisify(execFile);
const EXAMPLE = fileURLToPath(new URL("../../deploy/patroni/", import.meta.url));
const NAMES = ["node1", "node2"];

/** Two nodes and one etcd on free ports of 127.0.0.1, in a temporary folder, as in deploy/patroni. */
export class Cluster {
  #account;
  #ports;
  #etcd;

  static async create(binaries) {
    const cluster = new Cluster();
    cluster.#account = await postgresAccount();
    cluster.folder = await createTemporaryFolder(cluster.#account);
    const [client, peer, ...ports] = await freePorts(2 + 2 * NAMES.length);
    cluster.#ports = { client, peer };
    cluster.configuration = join(cluster.folder, "patroni.yml");
    await copyFile(join(EXAMPLE, "patroni.yml"), cluster.configuration);
    const example = await readFile(join(EXAMPLE, "node.env"), "utf8");
    const passwords = new Map();
    cluster.nodes = [];
    for (const name of NAMES) {
      const folder = await cluster.newFolder(name);
      const variables = fillIn(example, passwords, {
        PATRONI_NAME: name,
        PATRONI_ETCD3_HOSTS: `127.0.0.1:${client}`,
        RESTAPI: `127.0.0.1:${ports.shift()}`,
        POSTGRESQL: `127.0.0.1:${ports.shift()}`,
        PATRONI_POSTGRESQL_BIN_DIR: binaries,
        PATRONI_POSTGRESQL_DATA_DIR: join(folder, "data"),
        PATRONI_POSTGRESQL_PGPASS: join(folder, "pgpass"),
      });
      const { configuration } = cluster;
      cluster.nodes.push(
        new Node({ name, configuration, variables, account: cluster.#account, folder }),
      );
    }
    return cluster;
  }

  /** Creates a folder that belongs to the user who runs PostgreSQL. */
  async newFolder(name) {
    const folder = join(this.folder, name);
    await mkdir(folder, { mode: 0o700 });
    const { uid, gid } = this.#account;
    if (uid !== undefined) await chown(folder, uid, gid);
    return folder;
  }

  /** Starts etcd and all nodes, and waits until one of them is a synchronous standby. */
  async start() {
    this.etcdFolder = await this.newFolder("etcd");
    await this.startEtcd();
    for (const node of this.nodes) node.start();
    await this.waitForStandby();
  }

  async startEtcd() {
    const [client, peer] = ["client", "peer"].map(
      (kind) => `http://127.0.0.1:${this.#ports[kind]}`,
    );
    const settings = {
      "--data-dir": join(this.etcdFolder, "data"),
      "--listen-client-urls": client,
      "--advertise-client-urls": client,
      "--listen-peer-urls": peer,
      "--initial-advertise-peer-urls": peer,
      "--initial-cluster": `default=${peer}`,
    };
    this.#etcd = new BackgroundProcess("etcd", Object.entries(settings).flat(), {
      ...this.#account,
      cwd: this.etcdFolder,
      log: join(this.folder, "etcd.log"),
    });
    const healthy = async () => (await (await fetch(`${client}/health`)).json()).health === "true";
    await waitUntil("etcd is healthy", healthy);
  }

  stopEtcd() {
    return this.#etcd.stop();
  }

  /** Waits until a running node is the primary, and returns it. */
  waitForPrimary() {
    return waitUntil("the cluster has a primary", () => this.#nodeWith("leader"));
  }

  /** Waits until a running node is the standby that confirms every commit, and returns it. */
  waitForStandby() {
    return waitUntil("the cluster has a standby", () => this.#nodeWith("sync_standby"));
  }

  async #nodeWith(role) {
    const running = this.nodes.filter((node) => node.isRunning);
    const members = await Promise.any(running.map((node) => node.members()));
    const member = members.find((member) => member.role === role && member.state !== "stopped");
    return running.find((node) => node.name === member?.name);
  }

  /** Runs `patronictl`. */
  async control(...args) {
    const [{ variables }] = this.nodes;
    const env = { PATH: process.env.PATH, HOME: this.folder, LC_ALL: "C.UTF-8", ...variables };
    await run("patronictl", ["-c", this.configuration, ...args], { env });
  }

  /** Removes the folder, once all processes have been stopped. */
  async remove() {
    for (const node of this.nodes) await node.killServer();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Returns the variables of node.env, with the values of a node and the same random password for each. */
function fillIn(example, passwords, values) {
  const names = [...example.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(
    names.map(([, name, value]) => {
      if (name.endsWith("_USERNAME")) return [name, value];
      if (name.endsWith("_PASSWORD")) {
        if (!passwords.has(name)) passwords.set(name, randomBytes(12).toString("hex"));
        return [name, passwords.get(name)];
      }
      const address = /^PATRONI_(.*)_(LISTEN|CONNECT_ADDRESS)$/.exec(name)?.[1];
      const own = values[address ?? name];
      if (own === undefined) throw new Error(`node.env has a variable without a value: ${name}`);
      return [name, own];
    }),
  );
}
