import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import Tinypool from "tinypool";
import { OverloadedError } from "../errors.js";
import { measureSession, renderWaveform } from "../recordings/analysis/audio-tasks.js";
import { FairQueue } from "../scheduling/fair-queue.js";
import {
  buildTimeline,
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
  measureSession,
  renderWaveform,
};
type Tasks = typeof tasks;
type TaskName = keyof Tasks;

/** Parts up to this size are processed on the event loop: a thread would cost more than it saves. */
const SMALL_PART_BYTES = 64 * 1024;

const THREAD = createRequire(import.meta.url).resolve("#part-thread");
const THREADS = 2;
const HEAP_MB = 128;
const IDLE_MS = 2_000;
const TASK_MS = 30_000;

/**
 * Processes the parts of sessions and the results of audio analyses. Large ones are processed in worker threads,
 * which do not block the event loop.
 */
export class PartWorkers {
  readonly #queue = new FairQueue({ total: THREADS, perOrganisation: 1 });
  #pool: Tinypool | undefined;

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
    this.#pool ??= newPool();
    const pool = this.#pool;
    const combined = AbortSignal.any([signal, AbortSignal.timeout(TASK_MS)]);
    try {
      return await this.#queue.run(
        organisation,
        () => pool.run(input, { name, signal: combined }),
        combined,
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (combined.aborted) throw overloaded(`more than ${TASK_MS / 1_000} s`);
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

const newPool = (): Tinypool =>
  new Tinypool({
    filename: pathToFileURL(THREAD).href,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 8 },
    execArgv: [],
  });
