import type { AudioFactsWire } from "syllable-contract";
import { describeUnavailable } from "../../availability/describe-outage.js";
import { NotFoundError, OverloadedError } from "../../errors.js";
import type { Log } from "../../log.js";
import type { Examination, ExaminationStore, ExaminedSession } from "../../store/port.js";
import type { Parts } from "../../transcripts/parts.js";
import type { SessionAudio } from "./session-audio.js";

/** How often this process looks for sessions that other processes have changed. */
const INTERVAL_MS = 30_000;
/** The longest time that placing the recordings of a session takes, and some more. */
const LEASE_MS = 15 * 60_000;

const NOTHING_FOUND: ExaminedSession = {
  recordings: [],
  times: { responseGaps: [], latencies: [] },
};

/** How long the user of a recording waited for each response, in milliseconds. */
const waits = ({ response_gaps }: AudioFactsWire["recordings"][number]): number[] =>
  response_gaps
    .filter(({ from, to }) => from === "user" && to === "agent")
    .map(({ gap_ms }) => gap_ms);

/**
 * Examines sessions that have changed, one at a time, in the background: looks for faults of their recordings, and
 * measures how long users waited and how long the turns of agents took to prepare. Several processes may do so at the
 * same time: a lease assigns each session to one of them.
 */
export class Examiner {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  readonly #closing = new AbortController();

  constructor(
    private readonly store: ExaminationStore,
    private readonly audio: Pick<SessionAudio, "facts">,
    private readonly parts: Pick<Parts, "turnLatencies">,
    private readonly log: Log,
  ) {}

  /** Starts now, and looks for changed sessions every 30 seconds. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), INTERVAL_MS).unref();
    this.wake();
  }

  /** Examines changed sessions, and returns immediately. */
  wake(): void {
    this.#isWoken = true;
    this.#running ??= this.#run();
  }

  /** Stops. Another process, or the next start, examines the sessions that are left. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (this.#isWoken && !signal.aborted) {
      this.#isWoken = false;
      try {
        while (await this.examineNext(signal));
      } catch (error) {
        if (signal.aborted) break;
        this.log.warn({ err: error }, "sessions could not be examined; will retry");
      }
    }
    this.#running = undefined;
  }

  /**
   * Examines one session that has changed, of all sessions or of one session id. If the signal aborts, or the store is
   * unavailable, the session is released and the reason is thrown. After any other error, or if it takes too long, it is
   * examined again when its lease has expired.
   * @returns false if none is waiting
   */
  async examineNext(signal: AbortSignal, session?: number): Promise<boolean> {
    signal.throwIfAborted();
    const now = Date.now();
    const examination = await this.store.claim(now, now + LEASE_MS, session);
    if (!examination) return false;
    try {
      await this.store.finish(examination, await this.#examine(examination, signal));
    } catch (error) {
      if (error instanceof OverloadedError) return true;
      if (!signal.aborted && describeUnavailable(error) === undefined) throw error;
      await this.store.release(examination);
      throw error;
    }
    return true;
  }

  async #examine(
    { organisation, session }: Examination,
    signal: AbortSignal,
  ): Promise<ExaminedSession> {
    try {
      const request = { organisation, sessionId: String(session), signal };
      const latencies = await this.parts.turnLatencies(request);
      const json = await this.audio.facts(request);
      const { recordings }: AudioFactsWire = JSON.parse(Buffer.from(json).toString());
      return {
        recordings: recordings.map(({ name, findings }) => ({
          name,
          hasFaults: findings.length > 0,
        })),
        times: { responseGaps: recordings.flatMap(waits), latencies },
      };
    } catch (error) {
      // The session was deleted.
      if (error instanceof NotFoundError) return NOTHING_FOUND;
      throw error;
    }
  }
}
