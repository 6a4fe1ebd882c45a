import type { Pool, PoolClient } from "pg";
import { isReadOnly } from "./errors.js";

/**
 * Replaces the connections of all pools once one of them is found to be read-only. After a failover,
 * connections to the former primary can still read, so frequent reads would keep them open.
 */
export class Renewal {
  readonly #connectedAt = new WeakMap<PoolClient, number>();
  /** Connections until this time are closed instead of being used again. */
  #outdated = Number.NEGATIVE_INFINITY;

  /** A connection of the pool that is not outdated. */
  async connect(pool: Pool): Promise<PoolClient> {
    for (;;) {
      const client = await pool.connect();
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
   * outdated. Returns whether the same work may succeed with a new connection: if this one was made
   * after `begin`, the server itself is read-only.
   */
  renewAfter(error: unknown, client: PoolClient, begin: number): boolean {
    const connectedAt = this.#connectionTime(client);
    if (!isReadOnly(error) || connectedAt >= begin) return false;
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
