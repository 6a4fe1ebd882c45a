import type { RecordingWire } from "syllable-contract";
import type { RecordingRecord } from "../store/port.js";
import type { PlacementWire } from "./recording-placement.js";

type Facts = Omit<RecordingRecord, "organisation" | "session" | "name" | "blob" | "state">;

/** The JSON of a recording whose upload has ended. */
export const toRecordingJson = (
  name: string,
  state: "ready" | "failed",
  { type, bytes, sha256, seconds, channels, analysis, analysisDetail }: Facts,
  placement: PlacementWire,
): RecordingWire => ({
  name,
  state,
  type,
  bytes,
  sha256,
  seconds,
  channels,
  ...placement,
  ...(analysis !== null && { analysis }),
  ...(analysisDetail !== null && { analysis_detail: analysisDetail }),
});
