import type { ChildProcess } from "node:child_process";
import { on } from "node:events";
import { ranOutOfMemory, sendTo } from "./child.js";
import type { Deadline } from "./deadline.js";
import { type AudioFacts, chunkRange, type ProbeReply, type ProbeRequest } from "./messages.js";
import { orAborted } from "./or-aborted.js";
import { ProbeError, ProcessLostError } from "./probe-errors.js";

/** A recording to probe. */
export interface ProbedRecording {
  readonly organisation: number;
  readonly bytes: number;
  readonly name: string;
  /** The declared media type; undefined if there is none. */
  readonly type: string | undefined;
  /** Reads a range; `end` is inclusive. */
  read(range: { start: number; end: number }): Promise<Uint8Array>;
}

interface ExchangeOptions {
  /** The clock that runs while the process parses. */
  readonly parsing: Deadline;
  readonly signal: AbortSignal;
  onDetected(type: string | undefined): void;
}

/** Sends a process the bytes that it requests until it replies with the facts. */
export async function exchange(
  child: ChildProcess,
  recording: ProbedRecording,
  { parsing, signal: outer, onDetected }: ExchangeOptions,
): Promise<AudioFacts> {
  const signal = AbortSignal.any([outer, parsing.signal]);
  const messages = on(child, "message", { signal, close: ["exit"] });
  let hasReplied = false;
  try {
    const { bytes: size, type, name } = recording;
    sendTo<ProbeRequest>(child, { size, type, name });
    for (;;) {
      const reply = await nextOf(messages, signal);
      if (!reply) throw hasReplied ? new ProbeError(failureOf(child)) : new ProcessLostError();
      hasReplied = true;
      parsing.stop();
      if ("facts" in reply) return reply.facts;
      if ("detected" in reply) {
        onDetected(reply.detected);
      } else {
        const range = chunkRange(reply.read, size);
        const chunk = await orAborted(recording.read(range), signal);
        sendTo<ProbeRequest>(child, { chunk });
      }
      parsing.start();
    }
  } finally {
    parsing.stop();
    await messages.return!();
  }
}

/** The next reply; undefined if the process has ended or can't be reached. */
async function nextOf(
  messages: NodeJS.AsyncIterator<unknown[]>,
  signal: AbortSignal,
): Promise<ProbeReply | undefined> {
  try {
    const { value } = await messages.next();
    return value?.[0];
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

const failureOf = (child: ChildProcess): string =>
  ranOutOfMemory(child) ? "parsing used too much memory" : "the parser crashed";
