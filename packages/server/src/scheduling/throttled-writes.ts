import { LRUCache } from "lru-cache";

const MINUTE_MS = 60_000;
const CACHE_SIZE = 10_000;

/** Writes that nothing waits for: at most one a minute for each id. */
export class ThrottledWrites<Id extends string | number> {
  /** When the last write of an id started, in milliseconds since 1970. */
  readonly #started = new LRUCache<Id, number>({ max: CACHE_SIZE });

  /** @param onError receives the error of a write that failed; the next write is due a minute later */
  constructor(private readonly onError: (error: unknown) => void) {}

  /** Starts a write unless one with this id started within the last minute. */
  start(id: Id, write: (now: number) => Promise<void>): void {
    const now = Date.now();
    const last = this.#started.get(id);
    if (last !== undefined && now - last < MINUTE_MS) return;
    this.#started.set(id, now);
    write(now).catch(this.onError);
  }
}
