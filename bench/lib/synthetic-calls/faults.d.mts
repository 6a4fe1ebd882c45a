import type { SyntheticCall } from "../synthetic-calls.mjs";

/** A channel without sound from a time on: digital silence. */
export function deadChannel(call: SyntheticCall, channel: number, fromMs?: number): SyntheticCall;

/**
 * A clock whose rate differs from the transcript's: 1.02 makes the sound 2 % longer. Without a
 * channel, all of the sound drifts.
 */
export function drift(call: SyntheticCall, rate: number, channel?: number): SyntheticCall;

/** Silence removed from all channels, 3000 ms by default. The call must have a silence of that length. */
export function removeSilence(call: SyntheticCall, ms?: number): SyntheticCall;

/** A recording that stops before the end of the call. `wav()` still states the length of the whole call. */
export function cutEnd(call: SyntheticCall, ms: number): SyntheticCall;

/** A channel that was recorded too loud. Samples beyond full scale are clipped. */
export function clip(call: SyntheticCall, channel: number, decibels: number): SyntheticCall;

/** The stretches in which nobody speaks. */
export function silences(call: SyntheticCall): { startMs: number; endMs: number }[];
