import { Client, type ClientConfig } from "pg";
import type { Hosts } from "./hosts.js";

export interface HostClientConfig extends ClientConfig {
  readonly hosts: Hosts;
}

/** A connection to the host that was the current one when it was created. */
export class HostClient extends Client {
  /** The turn of the hosts in which it was created. */
  readonly turn: number;
  readonly #hosts: Hosts;

  constructor({ hosts, ...config }: HostClientConfig) {
    const { turn } = hosts;
    super({ ...config, connectionString: hosts.urlOf(turn) });
    this.turn = turn;
    this.#hosts = hosts;
    // A lost connection fails the statement that runs on it.
    this.on("error", () => undefined);
  }

  /** The URL of the host. Not a property of the object, which may be logged, because it has a password. */
  get url(): string {
    return this.#hosts.urlOf(this.turn);
  }

  override connect(callback?: Parameters<Client["connect"]>[0]): Promise<HostClient> {
    const connected = this.#connect();
    if (callback) {
      const call = (error: unknown) => callback(error as never, this);
      connected.then(() => call(null), call);
    }
    return connected;
  }

  async #connect(): Promise<HostClient> {
    // Since PostgreSQL 14, a server reports while a client connects whether it accepts writes.
    const reported = new Map<string, string>();
    this.connection.on("parameterStatus", ({ parameterName, parameterValue }) =>
      reported.set(parameterName, parameterValue),
    );
    try {
      await super.connect();
      this.#hosts.accept(reported);
      return this;
    } catch (error) {
      this.end().catch(() => undefined);
      this.#hosts.fail(this.turn, error);
      throw error;
    }
  }
}
