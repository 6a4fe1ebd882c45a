import { FairQueue } from "../../scheduling/fair-queue.js";
import { Deadline } from "./deadline.js";
import type { AudioFacts } from "./messages.js";
import { ProbeError, ProcessLostError } from "./probe-errors.js";
import { exchange, type ProbedRecording } from "./probe-exchange.js";
import { ProbeProcesses } from "./probe-processes.js";

export interface ProbeLimits {
  /** How long a recording may wait for the parsing of others. */
  readonly waitMs: number;
  /** How long parsing may take, not counting the time to read the bytes. */
  readonly parseMs: number;
  /** How long starting a process, reading and parsing may take together. */
  readonly totalMs: number;
}

const LIMITS: ProbeLimits = { waitMs: 60_000, parseMs: 5_000, totalMs: 10_000 };
const ATTEMPTS = 2;
const DISCONNECTED = new ProbeError("the client disconnected before the recording was parsed");

/**
 * Reads facts from the bytes of recordings in separate processes, because a hostile file may keep a parser
 * busy for ever or make it use any amount of memory.
 */
export class AudioProbe {
  readonly #queue = new FairQueue({ total: 2, perOrganisation: 1 });
  readonly #processes = new ProbeProcesses();

  constructor(private readonly limits: ProbeLimits = LIMITS) {}

  /** Rejects only if the bytes can't be read. Any other failure is a result without facts. */
  async probe(recording: ProbedRecording, signal: AbortSignal): Promise<AudioFacts> {
    const { waitMs } = this.limits;
    const wait = deadline(waitMs, "the parsing of other recordings").start();
    let type: string | undefined;
    const work = () => {
      wait.stop();
      return this.#attempt(recording, signal, (detected) => {
        type = detected;
      });
    };
    try {
      const combined = AbortSignal.any([signal, wait.signal]);
      return await this.#queue.run(recording.organisation, work, combined);
    } catch (error) {
      const reason = signal.aborted ? DISCONNECTED : error;
      if (!(reason instanceof ProbeError)) throw error;
      const { message: analysisDetail } = reason;
      return { analysis: "failed", analysisDetail, seconds: null, channels: null, type };
    } finally {
      wait.stop();
    }
  }

  /** Ends all processes. */
  close(): void {
    this.#processes.close();
  }

  async #attempt(
    recording: ProbedRecording,
    signal: AbortSignal,
    onDetected: (type: string | undefined) => void,
  ): Promise<AudioFacts> {
    const total = deadline(this.limits.totalMs, "reading and parsing").start();
    const combined = AbortSignal.any([signal, total.signal]);
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#exchange(recording, combined, onDetected);
        } catch (error) {
          // An idle process may have been killed, and Ctrl-C ends a process that is starting.
          if (!(error instanceof ProcessLostError) || attempt === ATTEMPTS) throw error;
        }
      }
    } finally {
      total.stop();
    }
  }

  async #exchange(
    recording: ProbedRecording,
    combined: AbortSignal,
    onDetected: (type: string | undefined) => void,
  ): Promise<AudioFacts> {
    const parsing = deadline(this.limits.parseMs, "parsing");
    const child = this.#processes.take();
    try {
      const facts = await exchange(child, recording, { parsing, signal: combined, onDetected });
      this.#processes.release(child);
      return facts;
    } catch (error) {
      this.#processes.end(child);
      throw error;
    }
  }
}

const deadline = (ms: number, what: string): Deadline =>
  new Deadline(ms, new ProbeError(`${what} took longer than ${ms / 1_000} s`));
