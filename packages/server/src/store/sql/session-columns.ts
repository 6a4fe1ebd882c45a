import { FOLDED, fold } from "../fold.js";
import type { SessionRecord } from "../port.js";
import type { SessionsTable } from "./tables.js";

const PLAIN = [
  "conversation_id",
  "channel_manager_service",
  "channel_manager_type",
  "channel_manager_sid",
  "agent_type",
  "agent_id",
  "agent_name",
  "prompt_id",
  "prompt_name",
  "source",
  "target",
  "duration",
  "is_outbound",
  "is_legacy",
] as const;

/** The columns of a session, in the order of `sessionValues`. */
export const SESSION_COLUMNS = [
  "org_id",
  "session_id",
  "timestamp",
  "is_test",
  ...PLAIN,
  ...FOLDED.map((property) => `${property}_folded` as const),
  "wire",
] as const satisfies (keyof SessionsTable)[];

export function sessionValues(
  organisation: number,
  record: SessionRecord,
): (string | number | null)[] {
  const { properties } = record;
  const values: (string | number | null)[] = [
    organisation,
    record.id,
    record.timestamp,
    Number(record.isTest),
  ];
  for (const property of PLAIN) {
    const value = properties[property];
    values.push(typeof value === "boolean" ? Number(value) : (value ?? null));
  }
  for (const property of FOLDED) {
    const value = properties[property];
    values.push(value === undefined ? null : fold(String(value)));
  }
  values.push(record.wire);
  return values;
}

/** The session's JSON, telling the id of its newest label. */
export const withLabel = (wire: string, label: number): string =>
  JSON.stringify({ ...JSON.parse(wire), session_label_id: String(label) });
