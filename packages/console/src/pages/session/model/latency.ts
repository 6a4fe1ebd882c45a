import type { Measurement, Step, Turn } from "./call.ts";

/** How long the steps before a turn of the agent took, in milliseconds. */
export interface TurnLatency {
  /** When the turn began, in seconds from the start of the session. */
  readonly at: number;
  readonly turn: number | undefined;
  readonly steps: Readonly<Partial<Record<Step, number>>>;
}

/** A step may end a little after the turn began, in seconds. */
const TOLERANCE = 0.5;

/** The latency of each turn of the agent: the sums of the steps that led to it. */
export function latencyOfTurns(
  measurements: readonly Measurement[],
  turns: readonly Turn[],
): TurnLatency[] {
  const agent = turns.filter(({ side }) => side === "agent");
  const found = new Map<
    number,
    { at: number; turn: number | undefined; steps: Partial<Record<Step, number>> }
  >();
  let next = 0;
  for (const { at, step, durationMs } of measurements) {
    const end = at + durationMs / 1_000 - TOLERANCE;
    while (next < agent.length && agent[next]!.start < end) next++;
    const turn = agent[next];
    const key = turn?.start ?? at;
    const latency = found.get(key) ?? { at: key, turn: turn?.index, steps: {} };
    latency.steps[step] = (latency.steps[step] ?? 0) + durationMs;
    found.set(key, latency);
  }
  return [...found.values()];
}

export const totalOf = ({ steps }: TurnLatency): number =>
  (steps.stt ?? 0) + (steps.llm ?? 0) + (steps.tts ?? 0);
