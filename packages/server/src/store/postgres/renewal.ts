import type { Pool, PoolClient } from "pg";
import { isReadOnly } from "./errors.js";
import type { HostClient } from "./host-client.js";
import type { Hosts } from "./hosts.js";

/** When work with the database began. */
export interface Begin {
  readonly time: number;
  readonly turn: number;
}

/**
 * Replaces the connections of all pools once one of them is found to be read-only. After a failover,
 * connections to the former primary can still read, so frequent reads would keep them open.
 */
export class Renewal {
  readonly #connectedAt = new WeakMap<PoolClient, number>();
  /** Connections until this time are closed instead of being used again. */
  #outdated = Number.NEGATIVE_INFINITY;

  constructor(readonly hosts: Hosts) {}

  begin(): Begin {
    return { time: performance.now(), turn: this.hosts.turn };
  }

  /** A connection of the pool that is not outdated. */
  async connect(pool: Pool): Promise<PoolClient> {
    for (;;) {
      const client = await this.hosts.connect(() => pool.connect());
      if (!this.isOutdated(client)) return client;
      client.release(true);
    }
  }

  /** Whether a connection must be closed when it is released. */
  isOutdated(client: PoolClient): boolean {
    return this.#connectionTime(client) <= this.#outdated;
  }

  /**
   * If the error says that the connection is read-only, all connections that are not newer become
   * outdated, and its host is skipped. Returns whether the same work may succeed with a new connection:
   * if this one was made after `begin`, its server itself is read-only, and only other hosts remain.
   */
  renewAfter(error: unknown, client: PoolClient, begin: Begin): boolean {
    if (!isReadOnly(error)) return false;
    const connectedAt = this.#connectionTime(client);
    const { turn } = client as PoolClient & HostClient;
    this.hosts.skip(turn);
    const isOld = connectedAt < begin.time;
    if (!isOld && turn >= begin.turn + this.hosts.count - 1) return false;
    this.#outdated = Math.max(this.#outdated, connectedAt);
    return true;
  }

  #connectionTime(client: PoolClient): number {
    const known = this.#connectedAt.get(client);
    if (known !== undefined) return known;
    const now = performance.now();
    this.#connectedAt.set(client, now);
    return now;
  }
}
