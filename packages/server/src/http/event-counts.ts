const INTERVAL_MS = 60_000;
/** All other subjects share one line. */
const SUBJECTS = 20;
const OTHERS = "others";

/**
 * Logs events that clients can cause in any number. The first event of a subject is logged at once,
 * further ones as a count, once a minute.
 */
export class EventCounts {
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly log: (subject: string, count: number) => void) {}

  add(subject: string): void {
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS).unref();
    if (!this.#counts.has(subject) && this.#counts.size < SUBJECTS) {
      this.#counts.set(subject, 0);
      this.log(subject, 1);
      return;
    }
    const counted = this.#counts.has(subject) ? subject : OTHERS;
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }

  /** Logs the counts that have not been logged yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#counts];
    this.#counts.clear();
    for (const [subject, count] of counts) if (count > 0) this.log(subject, count);
  }
}
