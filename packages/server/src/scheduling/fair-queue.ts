/** How much work may run at a time. */
export interface QueueLimits {
  /** In total. */
  readonly total: number;
  /** For one organisation. Less than `total` leaves room for the others. */
  readonly perOrganisation: number;
}

interface Waiting {
  start(): void;
}

/**
 * Shares a limited number of slots for heavy work among organisations. A free slot goes to the
 * organisation that has waited longest since its last turn, so that one organisation with many
 * requests does not delay another with few.
 */
export class FairQueue {
  readonly #running = new Map<number, number>();
  /** Waiting work by organisation. The organisation whose turn is next comes first. */
  readonly #waiting = new Map<number, Waiting[]>();
  #total = 0;

  constructor(private readonly limits: QueueLimits) {}

  /**
   * Runs `work` when a slot is free. Rejects with the signal's reason if the signal aborts during
   * the wait; `work` itself must listen to the signal.
   */
  async run<T>(organisation: number, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const release = await this.acquire(organisation, signal);
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Waits for a free slot and takes it. Call the returned function once to free the slot. */
  async acquire(organisation: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.hasFreeSlot(organisation)) this.#occupy(organisation);
    else await this.#wait(organisation, signal);
    return () => this.#release(organisation);
  }

  /** Whether work of this organisation would start at once. */
  hasFreeSlot(organisation: number): boolean {
    const running = this.#running.get(organisation) ?? 0;
    return this.#total < this.limits.total && running < this.limits.perOrganisation;
  }

  #occupy(organisation: number): void {
    this.#total += 1;
    this.#running.set(organisation, (this.#running.get(organisation) ?? 0) + 1);
  }

  #release(organisation: number): void {
    this.#total -= 1;
    const running = this.#running.get(organisation)! - 1;
    if (running > 0) this.#running.set(organisation, running);
    else this.#running.delete(organisation);
    this.#moveLast(organisation);
    this.#startNext();
  }

  #startNext(): void {
    for (const [organisation, queue] of this.#waiting) {
      if (!this.hasFreeSlot(organisation)) continue;
      this.#occupy(organisation);
      const next = queue.shift()!;
      this.#moveLast(organisation);
      next.start();
      return;
    }
  }

  /** Moves an organisation that has just had a turn behind the others. */
  #moveLast(organisation: number): void {
    const queue = this.#waiting.get(organisation);
    if (!queue) return;
    this.#waiting.delete(organisation);
    if (queue.length > 0) this.#waiting.set(organisation, queue);
  }

  #wait(organisation: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(organisation) ?? [];
      this.#waiting.set(organisation, queue);
      const leave = () => {
        const waiting = this.#waiting.get(organisation)!;
        waiting.splice(waiting.indexOf(entry), 1);
        if (waiting.length === 0) this.#waiting.delete(organisation);
        reject(signal!.reason);
      };
      const entry = {
        start() {
          signal?.removeEventListener("abort", leave);
          resolve();
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      queue.push(entry);
    });
  }
}
