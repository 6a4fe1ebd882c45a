/** What happened in a session. All times are in seconds from its start. */

/** Who is heard: the user of the session or its agent. */
export type Side = "caller" | "agent";

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface Turn extends Stretch {
  /** The number of the turn, from 0. */
  readonly index: number;
  /** Undefined for a turn of neither the user nor the agent. */
  readonly side: Side | undefined;
  readonly text: string;
  readonly lang: string | undefined;
}

export interface ToolCall {
  readonly at: number;
  /** How long the call took, in milliseconds. */
  readonly durationMs: number | undefined;
  readonly name: string;
  readonly request: string | undefined;
  readonly result: string | undefined;
  readonly error: string | undefined;
}

export const STEPS = ["stt", "llm", "tts"] as const;
export type Step = (typeof STEPS)[number];

/** A measured step of the response to a turn. */
export interface Measurement {
  readonly at: number;
  readonly step: Step;
  readonly durationMs: number;
}

/** What was said, which tools were called and what was measured. */
export interface Events {
  /** In order of time. The end of a turn is estimated from its text. */
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolCall[];
  readonly measurements: readonly Measurement[];
}

/** The name of a side in words. */
export const SIDE_NAMES = { caller: "Caller", agent: "Agent" } as const satisfies Record<
  Side,
  string
>;
