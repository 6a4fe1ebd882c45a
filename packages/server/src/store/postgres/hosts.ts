import { Client } from "pg";
import { StoreUnavailable } from "../port.js";
import { parseDatabaseUrl, type Target } from "./database-url.js";
import { toStoreError } from "./errors.js";

const REMEDY = "check --database-url, and that one of the servers accepts writes";

/**
 * The hosts of a database, shared by all connections of a store. Connections are made to the host that
 * last accepted one. A host that accepts no connections or no writes is skipped.
 */
export class Hosts {
  readonly #urls: readonly string[];
  readonly #names: readonly string[];
  readonly #database: string | undefined;
  readonly #target: Target;
  /** How often a host was skipped. It determines the current host. */
  #turn = 0;
  /** Why hosts were skipped since one last accepted a connection, by index. */
  readonly #failures = new Map<number, string>();

  /** @throws if the URL is invalid; the message does not quote it */
  constructor(url: string) {
    const { urls, target } = parseDatabaseUrl(url);
    const clients = urls.map((connectionString) => new Client({ connectionString }));
    this.#urls = urls;
    this.#names = clients.map(({ host, port }) => `${bracketed(host)}:${port}`);
    this.#database = clients[0]!.database;
    this.#target = target;
  }

  /** Names the database without its credentials, such as `sessions on a.example:5432, b.example:5432`. */
  describe(): string {
    return `${this.#database} on ${this.#names.join(", ")}`;
  }

  get count(): number {
    return this.#urls.length;
  }

  get turn(): number {
    return this.#turn;
  }

  /** The URL of the host that was or is the current one in this turn. */
  urlOf(turn: number): string {
    return this.#urls[turn % this.count]!;
  }

  /**
   * Makes a connection to the current host, or else to the next ones. `attempt` makes one connection.
   * @throws StoreUnavailable if no host accepts it
   */
  async connect<T>(attempt: () => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts += 1) {
      const turn = this.#turn;
      try {
        return await attempt();
      } catch (error) {
        if (this.#turn > turn && attempts < this.count) continue;
        throw this.count > 1 && this.#failures.size === this.count ? this.#outage(error) : error;
      }
    }
  }

  /** Checks what a host reported when it accepted a connection. Throws if the host is of no use. */
  accept(reported: ReadonlyMap<string, string>): void {
    const isOn = (parameter: string) => reported.get(parameter) === "on";
    const refuse = (reason: string) => {
      throw new StoreUnavailable({ reason, remedy: REMEDY, transient: true }, undefined);
    };
    if (this.#target !== "any" && isOn("in_hot_standby")) refuse("it is a standby");
    if (this.#target === "read-write" && isOn("default_transaction_read_only")) {
      refuse("it is read-only");
    }
    this.#failures.clear();
  }

  /** No connection was made to the host of this turn. Skips it if the next one may accept a connection. */
  fail(turn: number, error: unknown): void {
    const index = turn % this.count;
    const outage = toStoreError(error);
    // A wrong password, for example, is wrong for all hosts.
    if (!(outage instanceof StoreUnavailable && outage.transient)) {
      this.#failures.delete(index);
      return;
    }
    this.#failures.set(index, `${this.#names[index]}: ${outage.reason}`);
    this.skip(turn);
  }

  /** Continues with the next host, unless the host of this turn was already skipped. */
  skip(turn: number): void {
    if (turn === this.#turn && this.count > 1) this.#turn += 1;
  }

  #outage(cause: unknown): StoreUnavailable {
    const accepts = this.#target === "any" ? "accepts connections" : "accepts writes";
    const details = this.#urls.map((_, index) => this.#failures.get(index)).join(", ");
    const reason = `none of its ${this.count} hosts ${accepts}`;
    return new StoreUnavailable({ reason, details, remedy: REMEDY, transient: true }, cause);
  }
}

const bracketed = (host: string): string => (host.includes(":") ? `[${host}]` : host);
