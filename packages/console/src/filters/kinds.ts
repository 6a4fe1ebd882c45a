import { clock } from "../text/times.ts";
import type { Filter } from "./search.ts";

/** One of a few values of a filter. */
export interface Option {
  readonly value: string;
  readonly name: string;
}

interface Kind {
  readonly title: string;
  /** `part` matches any part of the text, `exact` all of it. */
  readonly kind: "part" | "exact" | "choice" | "duration";
  readonly options?: readonly Option[];
  /** Whether its chip is shown even if the filter is not set. */
  readonly isAlwaysShown?: boolean;
  /** The value that the list has without the filter. */
  readonly whenAbsent?: Option;
}

const yesOrNo = (yes: string, no: string): readonly Option[] => [
  { value: "true", name: yes },
  { value: "false", name: no },
];

/** The names of channel types, by the value of the API. */
export const CHANNELS: readonly Option[] = [
  { value: "voice", name: "Voice" },
  { value: "chat", name: "Chat" },
  { value: "sms", name: "SMS" },
  { value: "email", name: "Email" },
];

/** The ratings of the label that counts, by the value of the API. */
export const LABELS: readonly Option[] = [
  { value: "good", name: "GOOD" },
  { value: "ok", name: "OK" },
  { value: "bad", name: "BAD" },
  { value: "other", name: "Other" },
  { value: "none", name: "None" },
];

const hidden: Option = { value: "", name: "hidden" };

export const KINDS: Readonly<Record<Filter, Kind>> = {
  agent_name: { title: "Agent", kind: "part", isAlwaysShown: true },
  is_outbound: {
    title: "Direction",
    kind: "choice",
    options: yesOrNo("Out", "In").toReversed(),
    isAlwaysShown: true,
  },
  channel_manager_type: {
    title: "Channel",
    kind: "choice",
    options: CHANNELS,
    isAlwaysShown: true,
  },
  duration: { title: "Duration", kind: "duration", isAlwaysShown: true },
  label: { title: "Label", kind: "choice", options: LABELS, isAlwaysShown: true },
  prompt_name: { title: "Prompt", kind: "part" },
  source: { title: "From", kind: "part" },
  target: { title: "To", kind: "part" },
  agent_id: { title: "Agent ID", kind: "exact" },
  agent_type: { title: "Agent type", kind: "exact" },
  prompt_id: { title: "Prompt ID", kind: "exact" },
  channel_manager_service: { title: "Service", kind: "exact" },
  channel_manager_sid: { title: "Carrier’s session ID", kind: "exact" },
  session_id: { title: "Session ID", kind: "exact" },
  conversation_id: { title: "Conversation ID", kind: "exact" },
  tool_errors: { title: "Tool errors", kind: "choice", options: yesOrNo("yes", "no") },
  audio_faults: { title: "Audio faults", kind: "choice", options: yesOrNo("yes", "no") },
  is_legacy: { title: "Legacy", kind: "choice", options: yesOrNo("yes", "no") },
  is_test: {
    title: "Test",
    kind: "choice",
    options: [hidden, { value: "true", name: "shown" }, { value: "only", name: "only" }],
    isAlwaysShown: true,
    whenAbsent: hidden,
  },
};

/** The order of the chips. */
export const CHIPS = Object.keys(KINDS) as readonly Filter[];

/** The value of a filter in words. */
export function describeValue(filter: Filter, value: string | undefined): string | undefined {
  const { kind, options, whenAbsent } = KINDS[filter];
  if (value === undefined) return whenAbsent?.name;
  if (kind === "duration") return describeDuration(value);
  return options?.find((option) => option.value === value)?.name ?? value;
}

/** The bounds of a range of durations, in seconds. */
export interface DurationRange {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/** Reads `>=60`, `<=300`, `60..300`, `60..` and `..300`; other forms return undefined. */
export function readDurationRange(value: string): DurationRange | undefined {
  const number = (text: string | undefined) => (text ? Number(text) : undefined);
  const [, compared, bound] = /^(>=|<=)(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (compared === ">=") return { least: number(bound) };
  if (compared === "<=") return { most: number(bound) };
  const range = /^(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?$/.exec(value);
  return range ? { least: number(range[1]), most: number(range[2]) } : undefined;
}

export function writeDurationRange({ least, most }: DurationRange): string | undefined {
  if (least !== undefined && most !== undefined) return `${least}..${most}`;
  if (least !== undefined) return `>=${least}`;
  return most === undefined ? undefined : `<=${most}`;
}

function describeDuration(value: string): string {
  const range = readDurationRange(value);
  if (!range) return value;
  const { least, most } = range;
  if (least !== undefined && most !== undefined) return `${clock(least)} to ${clock(most)}`;
  if (least !== undefined) return `at least ${clock(least)}`;
  return most === undefined ? "any" : `at most ${clock(most)}`;
}

/** Reads `90`, `1:30` or `1:02:03` as seconds. Returns undefined for an empty text and NaN for any other. */
export function readClock(text: string): number | undefined {
  const trimmed = text.trim();
  if (!trimmed) return undefined;
  if (!/^\d+(?::[0-5]?\d){0,2}$/.test(trimmed)) return Number.NaN;
  return trimmed.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}
