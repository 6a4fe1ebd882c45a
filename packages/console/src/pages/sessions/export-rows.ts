import type { Session, SessionLabel } from "syllable-sdk/models/components";
import type { Zone } from "../../app/preferences.ts";
import { isoTime, zoneOf } from "../../text/times.ts";

export type ExportFormat = "csv" | "jsonl";

/** The columns of an export that a session has itself, as the SDK names them. */
const PROPERTIES = [
  "sessionId",
  "conversationId",
  "duration",
  "channelManagerType",
  "channelManagerService",
  "channelManagerSid",
  "isOutbound",
  "agentName",
  "agentId",
  "agentType",
  "agentTimezone",
  "promptName",
  "promptVersion",
  "promptId",
  "source",
  "target",
  "userTerminated",
  "transferVoicemailDetected",
  "isTest",
  "isLegacy",
] as const satisfies readonly (keyof Session)[];

const LABELS = ["label", "label_type", "label_user", "label_comments"] as const;

/** The name that the HTTP API has for a property. */
const wireName = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The first line of a CSV file. The zone of the times is in the name of their column. */
export const csvHead = (zone: Zone): string =>
  csvLine([
    `timestamp (${zone === "agent" ? "the agent's zone" : zoneOf(zone, undefined)})`,
    ...(zone === "utc" ? [] : ["timestamp (UTC)"]),
    ...PROPERTIES.map(wireName),
    ...LABELS,
  ]);

export function csvRow(session: Session, label: SessionLabel | undefined, zone: Zone): string {
  const { timestamp, agentTimezone } = session;
  return csvLine([
    ...(zone === "utc" ? [] : [isoTime(timestamp, zoneOf(zone, agentTimezone))]),
    timestamp.toISOString(),
    ...PROPERTIES.map((name) => session[name]),
    label?.code,
    label?.type,
    label?.userEmail,
    label?.comments,
  ]);
}

const csvLine = (values: readonly unknown[]): string => `${values.map(csvValue).join(",")}\r\n`;

/**
 * A text that a spreadsheet may take for a formula. Some of them skip spaces and control characters, and read full-width
 * characters like their ASCII forms.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]/u;

/** Characters that need quotes. Some spreadsheets separate cells by semicolons or tabs. */
const QUOTED = /[",;\t\r\n]/;

/**
 * A value as RFC 4180 has it. A text that a spreadsheet would take for a formula begins with an apostrophe, which
 * shows that it is text: a name such as `=HYPERLINK(…)` must not run.
 */
function csvValue(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A session as the HTTP API returns it, in one line. */
export const jsonLine = (session: Session): string =>
  `${JSON.stringify(
    Object.fromEntries(Object.entries(session).map(([name, value]) => [wireName(name), value])),
  )}\n`;
