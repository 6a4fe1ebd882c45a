import type { LatencyUnit } from "#contract/latency.js";

const MS_PER: Readonly<Record<LatencyUnit, number>> = {
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
  microseconds: 1e-3,
  nanoseconds: 1e-6,
};

export const toMilliseconds = (value: number, unit: LatencyUnit): number => value * MS_PER[unit];

/** A duration for people: `420 ms`, `1.25 s`, `2 min 5 s`. */
export function describeMilliseconds(ms: number): string {
  if (ms < 1_000) return `${round(ms, 3)} ms`;
  if (ms < 60_000) return `${round(ms / 1_000, 2)} s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1_000);
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** A duration of ISO 8601: `PT0.42S`. */
export const isoDuration = (ms: number): string => `PT${round(ms / 1_000, 9)}S`;

/** How far into a session: `MM:SS`, or `HH:MM:SS` from an hour on. What came before it is at 00:00. */
export function clockOffset(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3_600) parts.unshift(Math.floor(seconds / 3_600));
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Without the noise of binary fractions. */
export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
