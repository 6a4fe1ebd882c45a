import { SessionProperties, type StatusWire } from "syllable-contract";
import type { RecordingRecord, RecordingStore, SessionQuery, SessionStore } from "../store/port.js";
import { VERSION } from "../version.js";

/** A list of all sessions of which only the total is read. */
const ALL_SESSIONS: SessionQuery = {
  page: 0,
  limit: 0,
  filters: [],
  orderBy: SessionProperties.Timestamp,
  descending: true,
  from: undefined,
  until: undefined,
  tests: "with",
};

/** What the service stores for an organisation. */
export async function readStatus(
  { sessions, recordings }: { sessions: SessionStore; recordings: RecordingStore },
  organisation: number,
  signal?: AbortSignal,
): Promise<StatusWire> {
  const [{ total }, usage] = await Promise.all([
    sessions.list(organisation, ALL_SESSIONS, signal),
    recordings.usage(organisation),
  ]);
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const analysed = (state: RecordingRecord["analysis"]) =>
    sumOf(usage.filter(({ analysis }) => analysis === state).map((one) => one.recordings));
  return {
    version: VERSION,
    sessions: total,
    recordings: sumOf(usage.map((one) => one.recordings)),
    recording_bytes: sumOf(usage.map(({ bytes }) => bytes)),
    analyses: {
      pending: analysed("pending"),
      failed: analysed("failed"),
      unsupported: analysed("unsupported"),
    },
  };
}
