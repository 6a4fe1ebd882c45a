const INTERVAL_MS = 60_000;
/** The number of subjects with their own count. All others share one. */
const MAX_SUBJECTS = 20;
const OTHERS = "others";

/**
 * Logs events that clients can cause in any number. The first event of a subject is logged at once;
 * further events are counted, and the count is logged once a minute.
 */
export class EventCounts {
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly log: (subject: string, count: number) => void) {}

  add(subject: string): void {
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS).unref();
    if (!this.#counts.has(subject) && this.#counts.size < MAX_SUBJECTS) {
      this.#counts.set(subject, 0);
      this.log(subject, 1);
      return;
    }
    const counted = this.#counts.has(subject) ? subject : OTHERS;
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }

  /** Logs the counts that are not logged yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#counts];
    this.#counts.clear();
    for (const [subject, count] of counts) if (count > 0) this.log(subject, count);
  }
}
