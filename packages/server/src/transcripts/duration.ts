import type { LatencyUnitType } from "syllable-contract";

const MS_PER: Readonly<Record<LatencyUnitType, number>> = {
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
  microseconds: 1e-3,
  nanoseconds: 1e-6,
};

export const toMilliseconds = (value: number, unit: LatencyUnitType): number =>
  value * MS_PER[unit];

/** A duration for people: `420 ms`, `1.25 s`, `2 min 5 s`. */
export function describeMilliseconds(ms: number): string {
  const milliseconds = round(ms, 3);
  if (milliseconds < 1_000) return `${milliseconds || round(ms, 6)} ms`;
  const seconds = round(ms / 1_000, 2);
  if (seconds < 60) return `${seconds} s`;
  const rounded = Math.round(ms / 1_000);
  const minutes = `${Math.floor(rounded / 60)} min`;
  return rounded % 60 === 0 ? minutes : `${minutes} ${rounded % 60} s`;
}

/** A duration of ISO 8601: `PT0.42S`. */
export const isoDuration = (ms: number): string =>
  `PT${(ms / 1_000).toFixed(9).replace(/\.?0+$/, "")}S`;

/** The offset in a session: `MM:SS`, or `HH:MM:SS` after the first hour. Negative offsets are 00:00. */
export function clockOffset(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3_600) parts.unshift(Math.floor(seconds / 3_600));
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Rounds away the inexact digits of binary fractions. */
export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
