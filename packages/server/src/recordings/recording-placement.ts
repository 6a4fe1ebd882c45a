import type { RecordingWire } from "syllable-contract";
import type { RecordingRecord } from "../store/port.js";
import type { Estimate, Placement } from "./analysis/facts/axis.js";

/** Where a recording lies on the axis of its session, and who is heard on its channels. */
export type PlacementWire = Pick<
  RecordingWire,
  | "started_at"
  | "started_at_estimated"
  | "started_at_confidence"
  | "channel_names"
  | "channel_names_estimated"
  | "channel_names_confidence"
>;

type Stated = Pick<RecordingRecord, "startedAt" | "channelNames">;

/** What the client stated. By default, a recording starts with its session. */
export const statedPlacement = (
  { startedAt, channelNames }: Stated,
  sessionTimestamp: string,
): PlacementWire => ({
  ...(startedAt === null
    ? { started_at: sessionTimestamp, started_at_estimated: true, started_at_confidence: 0 }
    : { started_at: toDateTime(startedAt), started_at_estimated: false }),
  ...(channelNames && { channel_names: [...channelNames], channel_names_estimated: false }),
});

/** What the client stated and, if it stated nothing, what was estimated. */
export const estimatedPlacement = (
  stated: Stated,
  { start, names }: Pick<Placement, "start" | "names">,
): PlacementWire => ({
  started_at:
    stated.startedAt === null ? new Date(start.value).toISOString() : toDateTime(stated.startedAt),
  started_at_estimated: start.isEstimated,
  ...(start.isEstimated && { started_at_confidence: confidenceOf(start) }),
  channel_names: [...names.value],
  channel_names_estimated: names.isEstimated,
  ...(names.isEstimated && { channel_names_confidence: confidenceOf(names) }),
});

/** Two digits: more would claim a precision that an estimate does not have. */
const confidenceOf = ({ confidence = 0 }: Estimate<unknown>): number =>
  Math.round(confidence * 100) / 100;

/** Formats microseconds since 1970. */
function toDateTime(micros: number): string {
  const rest = ((micros % 1_000) + 1_000) % 1_000;
  const text = new Date((micros - rest) / 1_000).toISOString();
  return rest === 0 ? text : text.replace("Z", `${String(rest).padStart(3, "0")}Z`);
}
