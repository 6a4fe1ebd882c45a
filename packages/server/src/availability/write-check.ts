/** How long a successful write proves that writing works. */
const PROOF_MS = 5_000;
/** A probe after a failure is larger, because a few bytes may still fit on a full disk. */
const PROBE_BYTES = { usual: 16, afterFailure: 256 * 1024 };

/**
 * Checks whether writing works. A recent successful write proves it; otherwise a probe is written.
 */
export class WriteCheck {
  #failed = false;
  #provenUntil: number;
  #probing: Promise<void> | undefined;

  /** `probe` writes the given number of bytes and rejects if it can't. */
  constructor(
    private readonly probe: (bytes: number) => Promise<void>,
    private readonly proofMs = PROOF_MS,
  ) {
    // A proof that never expires is valid from the start, until a write fails.
    this.#provenUntil = Number.isFinite(proofMs) ? Number.NEGATIVE_INFINITY : proofMs;
  }

  /** Runs a write, and remembers its outcome. */
  async observe<T>(write: () => Promise<T>): Promise<T> {
    try {
      const result = await write();
      this.succeeded();
      return result;
    } catch (error) {
      this.failed();
      throw error;
    }
  }

  succeeded(): void {
    this.#provenUntil = performance.now() + this.proofMs;
  }

  /**
   * From now on, only a probe proves that writing works: a write that succeeds may have had nothing to
   * write.
   */
  failed(): void {
    this.#failed = true;
  }

  /** Rejects if writing does not work. Concurrent calls share one probe. */
  async check(): Promise<void> {
    if (!this.#failed && performance.now() < this.#provenUntil) return;
    this.#probing ??= this.#probe().finally(() => {
      this.#probing = undefined;
    });
    return this.#probing;
  }

  async #probe(): Promise<void> {
    const { usual, afterFailure } = PROBE_BYTES;
    const hadFailed = this.#failed;
    try {
      await this.probe(hadFailed ? afterFailure : usual);
    } catch (error) {
      this.failed();
      throw error;
    }
    this.#failed = false;
    this.succeeded();
  }
}
