import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { CHUNK_BYTES } from "../audio/messages.js";
import { orAborted } from "../audio/or-aborted.js";
import type { AnalysisReply, AnalysisRequest, AnalysisResult } from "./messages.js";

/** The audio could not be analysed. The message says why. */
export class AnalysisError extends Error {}

/** A recording whose audio is analysed. */
export interface AnalysedFile {
  readonly bytes: number;
  /** The media type. */
  readonly type: string;
  readonly name: string;
  /** Reads a range; `end` is inclusive. */
  read(range: { start: number; end: number }): Promise<Uint8Array>;
}

/**
 * Sends a process the bytes that it requests until it replies with the result.
 * @param stallMs how long the process may decode without a request for more bytes
 * @throws {AnalysisError} if the process crashes or makes no progress
 */
export async function exchange(
  child: ChildProcess,
  { bytes: size, type, name, read }: AnalysedFile,
  signal: AbortSignal,
  stallMs: number,
): Promise<AnalysisResult> {
  const stall = new AbortController();
  const combined = AbortSignal.any([signal, stall.signal]);
  const replies = on(child, "message", { signal: combined, close: ["exit"] });
  const next = async (): Promise<AnalysisReply> => {
    const timer = setTimeout(() => stall.abort(), stallMs);
    try {
      const { value } = await replies.next();
      if (value) return value[0];
    } catch {
      signal.throwIfAborted();
      throw new AnalysisError(`decoding made no progress for ${stallMs / 1_000} s`);
    } finally {
      clearTimeout(timer);
    }
    throw new AnalysisError(failureOf(child));
  };
  try {
    send(child, { size, type, name });
    for (;;) {
      const reply = await next();
      if ("result" in reply) return reply.result;
      const start = reply.read * CHUNK_BYTES;
      const end = Math.min(start + CHUNK_BYTES, size) - 1;
      send(child, { chunk: await orAborted(read({ start, end }), signal) });
    }
  } finally {
    await replies.return!();
  }
}

/** Does nothing if the process has ended. Its `exit` event follows. */
function send(child: ChildProcess, request: AnalysisRequest): void {
  if (child.connected) child.send(request, () => undefined);
}

/** V8 aborts a process whose heap is full, and the watchdog kills one that uses too much memory. */
const OUT_OF_MEMORY: readonly (string | number | null)[] = ["SIGABRT", "SIGKILL", 134];

const failureOf = ({ exitCode, signalCode }: ChildProcess): string =>
  OUT_OF_MEMORY.includes(signalCode ?? exitCode)
    ? "decoding used too much memory"
    : "the decoder crashed";
