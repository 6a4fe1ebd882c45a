import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import Tinypool from "tinypool";
import { OverloadedError } from "../errors.js";
import { describeAudio, placeOnAxis, renderWaveform } from "../recordings/analysis/audio-tasks.js";
import { FairQueue } from "../scheduling/fair-queue.js";
import {
  buildTimeline,
  measureTurns,
  readLatency,
  readSummary,
  readTranscript,
  summarizeLatency,
} from "./part-tasks.js";

const tasks = {
  readTranscript,
  readLatency,
  readSummary,
  summarizeLatency,
  buildTimeline,
  measureTurns,
  describeAudio,
  placeOnAxis,
  renderWaveform,
};
type Tasks = typeof tasks;
type TaskName = keyof Tasks;

/** Parts up to this size are processed on the event loop: a thread would cost more than it saves. */
const SMALL_PART_BYTES = 64 * 1024;

const THREAD = createRequire(import.meta.url).resolve("#part-thread");
const HEAP_MB = 128;
const IDLE_MS = 2_000;

interface PartWorkerLimits {
  readonly threads: number;
  /** How long a task may wait and run. */
  readonly taskMs: number;
}
const DEFAULT_LIMITS: PartWorkerLimits = { threads: 2, taskMs: 30_000 };

/**
 * Processes the parts of sessions and the results of audio analyses. Large ones are processed in worker threads,
 * which do not block the event loop.
 */
export class PartWorkers {
  readonly #queue: FairQueue;
  #pool: Tinypool | undefined;

  constructor(private readonly limits = DEFAULT_LIMITS) {
    this.#queue = new FairQueue({ total: limits.threads, perOrganisation: 1 });
  }

  /**
   * Runs a task of `part-tasks.ts` or `audio-tasks.ts`.
   * @param bytes The size of the input.
   * @param signal Stops the task.
   */
  async run<N extends TaskName>(
    organisation: number,
    name: N,
    input: Parameters<Tasks[N]>[0],
    bytes: number,
    signal: AbortSignal,
  ): Promise<ReturnType<Tasks[N]>> {
    if (bytes <= SMALL_PART_BYTES) {
      return (tasks[name] as (input: unknown) => ReturnType<Tasks[N]>)(input);
    }
    const { threads, taskMs } = this.limits;
    this.#pool ??= newPool(threads);
    const pool = this.#pool;
    const combined = AbortSignal.any([signal, AbortSignal.timeout(taskMs)]);
    try {
      return await this.#queue.run(
        organisation,
        () => pool.run(input, { name, signal: combined }),
        combined,
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (combined.aborted) throw overloaded(`more than ${taskMs / 1_000} s`);
      const { code } = error as { code?: string };
      throw code === "ERR_WORKER_OUT_OF_MEMORY" ? overloaded(`more than ${HEAP_MB} MiB`) : error;
    }
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }
}

const overloaded = (what: string): OverloadedError =>
  new OverloadedError(
    `processing the parts of this session takes ${what}; try again later or store smaller parts`,
  );

const newPool = (maxThreads: number): Tinypool =>
  new Tinypool({
    filename: pathToFileURL(THREAD).href,
    minThreads: 0,
    maxThreads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 8 },
    execArgv: [],
  });
