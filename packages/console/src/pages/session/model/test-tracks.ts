import type { Recording } from "syllable-sdk/models/components";
import type { Track } from "./tracks.ts";

/** A recording as the service returns it, for tests. */
export const recordingOf = (properties: Partial<Recording> = {}): Recording => ({
  name: "call.wav",
  state: "ready",
  type: "audio/wav",
  analysis: "ready",
  seconds: 20,
  channelNames: ["user", "agent"],
  ...properties,
});

/** A recording on the axis, for tests. */
export const trackOf = (properties: Partial<Track> = {}): Track => ({
  name: "call.wav",
  recording: recordingOf(),
  channels: ["user", "agent"],
  start: 0,
  end: 20,
  isPlaceUnknown: false,
  ...properties,
});
