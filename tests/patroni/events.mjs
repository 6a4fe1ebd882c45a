import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { checkAcknowledged, query } from "./database.mjs";
import { LINES_PER_IMPORT, Load } from "./load.mjs";
import { startService } from "./service.mjs";
import { waitUntil } from "./wait-until.mjs";

/** Longer than the `ttl` of the example, after which a primary without etcd would step down. */
const ETCD_OUTAGE_MS = 30_000;

/**
 * What happens to a cluster while a service imports, puts and lists sessions. After each event, nothing
 * that the service has acknowledged may be lost, and no line of an import may have failed.
 */
export class Events {
  #cluster;
  #service;
  #key = `syl_${randomBytes(24).toString("base64url")}`;
  #acknowledged = new Map();

  constructor(cluster) {
    this.#cluster = cluster;
  }

  async run() {
    const cluster = this.#cluster;
    await cluster.start();
    const [first, second] = [await cluster.waitForPrimary(), await cluster.waitForStandby()];
    console.log(`${first.name} is the primary, ${second.name} is the standby.`);
    await this.#startService(first);

    await this.#during(`${first.name}, the primary, crashes`, async () => {
      await first.kill();
      await cluster.waitForPrimary();
    });
    first.start();
    await cluster.waitForStandby();
    console.log(`${first.name} is back, as the standby.`);

    await this.#during(`${first.name} becomes the primary again, with patronictl`, async () => {
      const names = ["--leader", second.name, "--candidate", first.name];
      await cluster.control("switchover", "syllable", ...names, "--force");
      await waitUntil(
        `${first.name} is the primary`,
        async () => (await cluster.waitForPrimary()) === first,
      );
    });
    await cluster.waitForStandby();

    await this.#during(`${second.name}, the standby, crashes`, () => second.kill());
    second.start();
    await cluster.waitForStandby();

    await this.#during(`etcd is down for ${ETCD_OUTAGE_MS / 1_000} s`, async () => {
      await cluster.stopEtcd();
      await wait(ETCD_OUTAGE_MS);
      await cluster.startEtcd();
    });
  }

  /** Creates the role and the database as README.md says, and starts a service with both hosts. */
  async #startService(primary) {
    const { folder, nodes } = this.#cluster;
    const password = randomBytes(12).toString("hex");
    await query(primary, "postgres", `CREATE ROLE syllable LOGIN PASSWORD '${password}'`);
    await query(primary, "postgres", "CREATE DATABASE syllable OWNER syllable");
    const hosts = nodes.map((node) => node.host).join(",");
    const databaseUrl = `postgres://syllable:${password}@${hosts}/syllable?target_session_attrs=read-write`;
    this.#service = await startService({ folder, databaseUrl, key: this.#key });
  }

  async #during(title, event) {
    console.log(`\n${title} …`);
    const load = new Load({
      url: this.#service.url,
      key: this.#key,
      acknowledged: this.#acknowledged,
    });
    load.start();
    await untilStored(load);
    await event();
    await untilStored(load);
    await load.stop();
    await this.#check(load);
    const pauses = Object.entries(load.pauses);
    const seconds = pauses.map(([kind, { seconds }]) => `${kind} ${seconds.toFixed(1)} s`);
    console.log(`  Longest pauses: ${seconds.join(", ")}.`);
  }

  async #check(load) {
    if (load.failures.length > 0) {
      throw new Error(`${load.failures.length} lines were not stored: ${load.failures[0]}`);
    }
    const primary = await this.#cluster.waitForPrimary();
    const count = await checkAcknowledged(primary, this.#acknowledged);
    const response = await fetch(`${this.#service.url}/api/v1/sessions/?limit=1`, {
      headers: { "syllable-api-key": this.#key },
    });
    const { total_count: total } = await response.json();
    if (total !== count) throw new Error(`the total is ${total}, but ${count} sessions are stored`);
    console.log(
      `  ${load.imported} lines imported, ${load.put} sessions put: no line failed, nothing is lost.\n` +
        `  ${count} sessions are stored, and the total of a list is the same.`,
    );
  }
}

/** Waits until an import and a put have succeeded that began after now. */
async function untilStored(load) {
  const imported = load.imported + 2 * LINES_PER_IMPORT;
  const put = load.put + 2;
  const stored = () => load.imported >= imported && load.put >= put;
  await Promise.race([load.ended, waitUntil("the service stores sessions", stored)]);
}
