/** Aborts when its time is up. The clock can be stopped and resumes with the remaining time. */
export class Deadline {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;

  constructor(
    private remainingMs: number,
    private readonly reason: Error,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  start(): this {
    this.stop();
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(this.reason), this.remainingMs);
    return this;
  }

  stop(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.remainingMs -= performance.now() - this.#startedAt;
  }
}
