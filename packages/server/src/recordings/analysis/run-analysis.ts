import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { startChild } from "../audio/child.js";
import { type AnalysedFile, AnalysisError, exchange } from "./exchange.js";
import type { AnalysisResult } from "./messages.js";

const PROCESS = createRequire(import.meta.url).resolve("#audio-analysis");

export interface AnalysisLimits {
  /** How long a process may decode without a request for more bytes. */
  readonly stallMs: number;
  /** The memory of a process, which includes buffers. The limit of the heap does not count them. */
  readonly maxBytes: number;
}
const LIMITS: AnalysisLimits = { stallMs: 60_000, maxBytes: 256 * 1024 ** 2 };
/** The samples are in buffers outside the heap. */
const HEAP_MEBIBYTES = 64;

/**
 * Analyses a recording in a separate process, because a hostile file may keep a decoder busy for ever or make
 * it use any amount of memory. If the signal aborts, the process ends.
 * @returns the result; one without audio if the process crashes, makes no progress or uses too much memory
 * @throws if the process can't be started or the bytes can't be read
 */
export async function runAnalysis(
  file: AnalysedFile,
  signal: AbortSignal,
  { stallMs, maxBytes } = LIMITS,
): Promise<AnalysisResult> {
  signal.throwIfAborted();
  const child = start(maxBytes);
  try {
    return await exchange(child, file, signal, stallMs);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    return { analysis: "failed", analysisDetail: error.message };
  } finally {
    child.kill("SIGKILL");
  }
}

function start(maxBytes: number): ChildProcess {
  const child = startChild(PROCESS, {
    args: [String(maxBytes)],
    heapMebibytes: HEAP_MEBIBYTES,
    // The threads of V8 use memory, and the analysis gains nothing from them. The process collects its buffers itself.
    flags: ["--single-threaded", "--expose-gc"],
  });
  if (child.pid === undefined) {
    throw new Error("the process that analyses recordings can't be started");
  }
  return child;
}
