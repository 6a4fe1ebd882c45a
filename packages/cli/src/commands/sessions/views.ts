/** How each part of a session is shown. */
import type { Column, Item } from "../../output/formats.js";
import { clock, column, membersOf, text, timeColumn } from "../../output/values.js";
import { listOf, type View } from "./read.js";

const MEMBERS: readonly Column[] = [
  column("FIELD", "name"),
  column("VALUE", "value", { wraps: true }),
];

/** The whole response, as a table with a row for each member. */
const WHOLE: View = {
  items: (response) => [response],
  rows: membersOf,
  columns: MEMBERS,
};

export const SESSION: View = WHOLE;
export const SUMMARY: View = {
  ...WHOLE,
  note: ({ summary, rating }) => (summary || rating ? undefined : "The session has no summary."),
};

const inOrderOfTime = (items: readonly Item[]): Item[] =>
  items.toSorted(
    (one, other) => Date.parse(text(one.timestamp)) - Date.parse(text(other.timestamp)),
  );

const milliseconds = (head: string, name: string): Column => ({
  head,
  value: (item) => (typeof item[name] === "number" ? `${Math.round(item[name])}` : ""),
  isNumber: true,
});

/** Such as `book({"day":"Monday"}) → {"ok":true}`. */
const toolCall = (item: Item, name: string): string => {
  const { tool_request: request, tool_result: result, tool_error: error } = item;
  const outcome = error ? `failed: ${text(error)}` : text(result);
  return `${text(item[name])}(${text(request)})${outcome === "" ? "" : ` → ${outcome}`}`;
};

export const TRANSCRIPT: View = {
  items: (response) =>
    inOrderOfTime([...listOf("transcription")(response), ...listOf("actions")(response)]),
  columns: [
    timeColumn(),
    { head: "SPEAKER", value: (item) => text(item.source ?? (isTurn(item) ? "" : "tool")) },
    {
      head: "TEXT",
      value: (item) => (isTurn(item) ? text(item.text) : toolCall(item, "tool_name")),
      wraps: true,
    },
  ],
};

const isTurn = (item: Item): boolean => "text" in item || "source" in item;

export const LATENCY: View = {
  items: listOf("timeline"),
  columns: [
    timeColumn("measurement_start"),
    column("STEP", "category"),
    column("LABEL", "label", { wraps: true }),
    column("TOOK", "value_str", { isNumber: true }),
  ],
};

export const TIMELINE: View = {
  items: listOf("events"),
  columns: [
    column("OFFSET", "offset", { isNumber: true }),
    { head: "WHAT", value: (item) => text(item.source ?? item.category ?? item.kind) },
    {
      head: "TEXT",
      value: (item) => {
        if (item.kind === "transcript") return text(item.text);
        return item.kind === "tool" ? toolCall(item, "label") : text(item.label);
      },
      wraps: true,
    },
    milliseconds("MS", "duration_ms"),
  ],
};

/** A row for each channel of each recording, and one for each finding. */
export const AUDIO: View = {
  items: listOf("recordings"),
  rows: (response) => listOf("recordings")(response).flatMap(audioRows),
  columns: [
    column("RECORDING", "recording", { wraps: true }),
    column("CHANNEL", "channel"),
    column("FOUND", "found", { wraps: true }),
  ],
  note: (response) =>
    listOf("recordings")(response).length === 0
      ? "The session has no analysed recording."
      : undefined,
};

function audioRows(facts: Item): Item[] {
  const recording = facts.name;
  const channels = listOf("channels")(facts).map((channel) => ({
    recording,
    channel: channel.name,
    found: `talks for ${duration(channel.talk_ms)}, level ${decibels(channel.rms_dbfs)}, peak ${decibels(channel.peak_dbfs)}`,
  }));
  const findings = listOf("findings")(facts).map(({ channel, start_ms: start, kind, detail }) => ({
    recording,
    channel,
    found: `${typeof start === "number" ? `${duration(start)} ` : ""}${text(kind)}: ${text(detail)}`,
  }));
  return [...channels, ...findings];
}

const duration = (ms: unknown): string => (typeof ms === "number" ? clock(ms / 1_000) : "");

const decibels = (value: unknown): string =>
  typeof value === "number" ? `${value.toFixed(1)} dBFS` : "none";

export const RECORDING: View = {
  items: (response) => {
    const { recordings, expiration } = response;
    return (Array.isArray(recordings) ? recordings : []).map((url) => ({ url, expiration }));
  },
  columns: [column("URL", "url")],
  note: ({ recordings, expiration }) => {
    if (!Array.isArray(recordings) || recordings.length === 0)
      return "The session has no recording.";
    return expiration ? `Valid until ${text(expiration)}.` : undefined;
  },
};

export const LABELS: View = {
  items: listOf("items"),
  columns: [
    timeColumn(),
    column("LABEL", "code"),
    column("TYPE", "type"),
    column("BY", "user_email"),
    column("COMMENTS", "comments", { wraps: true }),
  ],
  note: ({ total_count: total }) => (total === 0 ? "The session has no labels." : undefined),
};
