import type { CallOptions, SyntheticCall } from "./synthetic-calls.mjs";

interface Place {
  readonly startMs: number;
  readonly endMs: number;
}

/** What has to be found. */
export interface ExpectedFaults {
  /** Kinds of findings and, if one is concerned, the channel: `dead_channel user`. */
  readonly findings: readonly string[];
  readonly names: readonly string[];
  readonly talkOver: readonly Place[];
  /** Whether the start and the names of the channels have to be certain. */
  readonly isPlaced: boolean;
}

export interface FaultCase {
  /** The file of the recording. */
  readonly bytes: Buffer;
  readonly session: {
    readonly startMs: number;
    readonly durationMs: number;
    readonly transcription: readonly {
      readonly timestamp: string;
      readonly source: string;
      readonly text: string;
    }[];
  };
  readonly expected: ExpectedFaults;
}

/** The faults. The first one is none. */
export const FAULT_NAMES: readonly string[];

/**
 * A call with a fault: the bytes of its recording, its session, and what has to be found in it.
 * @param options those of the synthesis
 * @param encode returns the bytes of a call
 */
export function faultCase(
  fault: string,
  seed: number,
  options: Omit<CallOptions, "seed" | "turns" | "gaps">,
  encode: (call: SyntheticCall) => Buffer,
): FaultCase;

/** How the facts and the placement of a case differ from what is expected. Empty if they do not. */
export function differences(
  measured: {
    readonly facts: {
      readonly findings: readonly { readonly kind: string; readonly channel?: string | null }[];
      readonly talk_over: readonly { readonly start_ms: number; readonly end_ms: number }[];
    };
    readonly placement: {
      readonly start: { readonly value: number; readonly confidence: number | undefined };
      readonly names: {
        readonly value: readonly string[];
        readonly confidence: number | undefined;
      };
    };
  },
  expected: ExpectedFaults,
): string[];
