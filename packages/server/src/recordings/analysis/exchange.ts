import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { ranOutOfMemory, sendTo } from "../audio/child.js";
import { chunkRange } from "../audio/messages.js";
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
    sendTo<AnalysisRequest>(child, { size, type, name });
    for (;;) {
      const reply = await next();
      if ("result" in reply) return reply.result;
      const chunk = await orAborted(read(chunkRange(reply.read, size)), signal);
      sendTo<AnalysisRequest>(child, { chunk });
    }
  } finally {
    await replies.return!();
  }
}

const failureOf = (child: ChildProcess): string =>
  ranOutOfMemory(child) ? "decoding used too much memory" : "the decoder crashed";
