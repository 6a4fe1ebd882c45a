/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { ChannelName } from "../recording.js";

/** The speech on one channel. */
export interface ChannelSpeech {
  /** The name of the channel. */
  name: ChannelName;
  /** The speech segments, in order of time. */
  segments: SpeechSegment[];
}

/**
 * When a recording started and who is heard on its channels. Absent fields do not change; null
 * fields are estimated again.
 */
export interface RecordingUpdate {
  /** When the recording started. */
  startedAt?: Date | null | undefined;
  /**
   * Who is heard on each channel, in the order of the channels. `mixed` is a single channel with
   * everyone.
   */
  channels?: "user,agent" | "agent,user" | "mixed" | null | undefined;
}

/** The query parameters of a request for a waveform. */
export interface RecordingWaveformQuery {
  /**
   * The number of samples that each pixel covers. Its minimum is the finest stored resolution.
   * Range: 1 to 2,147,483,647.
   * @default the finest stored resolution
   */
  samplesPerPixel?: number | null | undefined;
}

/** Which recording's speech to get. */
export interface SessionRecordingSpeechGetRequest {
  /** The session's id. */
  sessionId: string;
  /** The name of the recording. */
  name: string;
}

/** Which recording's waveform to get, and at which resolution. */
export interface SessionRecordingWaveformGetRequest {
  /** The session's id. */
  sessionId: string;
  /** The name of the recording. */
  name: string;
  /**
   * The number of samples that each pixel covers. Its minimum is the finest stored resolution.
   * Range: 1 to 2,147,483,647.
   * @default the finest stored resolution
   */
  samplesPerPixel?: number | null | undefined;
}

/** The speech in a recording. */
export interface Speech {
  /** The channels, in the order of the file. */
  channels: ChannelSpeech[];
}

/** A period in which someone speaks. */
export interface SpeechSegment {
  /** When it starts, from the start of the recording. Unit: milliseconds. */
  startMs: number;
  /** When it ends, from the start of the recording. Unit: milliseconds. */
  endMs: number;
}

/** The waveform of a recording, in the JSON form of the audiowaveform data format, version 2. */
export interface Waveform {
  /** The version of the data format: 2. Range: 1 or more. */
  version: number;
  /** The number of channels. Range: 1 or more. */
  channels: number;
  /** The sample rate of the recording. Unit: Hz. Range: 1 or more. */
  sampleRate: number;
  /** The number of samples that each pixel covers. Range: 1 or more. */
  samplesPerPixel: number;
  /** The bits of each value: 8. Range: 1 or more. */
  bits: number;
  /** The number of pixels. */
  length: number;
  /**
   * The minimum and the maximum of each pixel, from -128 to 127: both values of each channel for
   * the first pixel, then those for the second pixel, and so on.
   */
  data: number[];
}
