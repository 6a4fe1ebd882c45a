/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { ChannelName } from "../recording.js";

/** What was heard in the recordings of a session. */
export interface AudioFacts {
  /** The session's id. */
  sessionId: string;
  /** The recordings whose `analysis` is `ready`, sorted by name. */
  recordings: RecordingAudioFacts[];
}

/** A possible fault of a recording. */
export interface AudioFinding {
  /**
   * The fault. `dead_channel`: there is no sound while the transcript has speech. `drift`: the
   * times of the transcript and of the sound differ. `length`: the recording is shorter or longer
   * than the session. `cut`: the file ends early. `clipping`: the signal is clipped at full scale.
   * `gap`: sound was removed or inserted.
   */
  kind: "dead_channel" | "drift" | "length" | "cut" | "clipping" | "gap";
  /** The channel. Absent if the fault concerns all channels. */
  channel?: ChannelName | null | undefined;
  /** When the fault starts, from the start of the recording. Unit: milliseconds. */
  startMs?: number | null | undefined;
  /** When the fault ends, from the start of the recording. Unit: milliseconds. */
  endMs?: number | null | undefined;
  /** A human-readable description of what was found. */
  detail: string;
}

/** What was heard on one channel. */
export interface ChannelAudioFacts {
  /** The name of the channel. */
  name: ChannelName;
  /** How long someone spoke. Unit: milliseconds. */
  talkMs: number;
  /**
   * `talkMs` divided by that of all channels. Null if nobody spoke or the channel is `mixed`.
   * Range: 0 to 1.
   */
  talkShare?: number | null | undefined;
  /**
   * The RMS level. 0 is that of a constant signal at full scale. Null for digital silence. Unit:
   * dBFS.
   */
  rmsDbfs?: number | null | undefined;
  /** The level of the largest absolute sample value. Null for digital silence. Unit: dBFS. */
  peakDbfs?: number | null | undefined;
  /** How long the signal was at full scale. Unit: milliseconds. */
  clippedMs: number;
}

/** One side began to speak while the other was speaking, and the other stopped. */
export interface Interruption {
  /** Who interrupted. */
  by: ChannelName;
  /** When it starts, from the start of the recording. Unit: milliseconds. */
  startMs: number;
  /** When it ends, from the start of the recording. Unit: milliseconds. */
  endMs: number;
}

/** What was heard in one recording. */
export interface RecordingAudioFacts {
  /** The name of the recording. */
  name: string;
  /** When the recording started. */
  startedAt: Date;
  /** The duration of the samples. Unit: milliseconds. */
  durationMs: number;
  /** The channels, in the order of the file. */
  channels: ChannelAudioFacts[];
  /** When nobody spoke on any channel. */
  silence: SilenceFacts;
  /**
   * When the user and the agent spoke at the same time for at least 200 ms, in order of time. Empty
   * if they are not on separate channels.
   */
  talkOver: TalkOver[];
  /**
   * When one side interrupted the other, in order of time. Short utterances that did not make the
   * other stop, such as `mhm`, are not included. Empty if the user and the agent are not on
   * separate channels.
   */
  interruptions: Interruption[];
  /**
   * The response gap of each change of speaker, in order of time. Empty if the user and the agent
   * are not on separate channels.
   */
  responseGaps: ResponseGap[];
  /** The distribution of `responseGaps`. */
  responseGap: ResponseGapSummary;
  /** Possible faults of the recording. */
  findings: AudioFinding[];
}

/** The silence between one side and the response of the other. */
export interface ResponseGap {
  /** Who stopped. */
  from: ChannelName;
  /** Who spoke next. */
  to: ChannelName;
  /**
   * When `from` stopped, or when `to` began if that was earlier, from the start of the recording.
   * Unit: milliseconds.
   */
  startMs: number;
  /** The silence until `to` began. 0 if `to` began before `from` stopped. Unit: milliseconds. */
  gapMs: number;
}

/** The distribution of response gaps in one direction. */
export interface ResponseGapStatistics {
  /** The median. Null if there is no gap. Unit: milliseconds. */
  medianMs?: number | null | undefined;
  /** The 95th percentile. Null if there is no gap. Unit: milliseconds. */
  p95Ms?: number | null | undefined;
}

/** The distribution of response gaps. */
export interface ResponseGapSummary {
  /** How long the user waited. */
  userToAgent: ResponseGapStatistics;
  /** How long the agent waited. */
  agentToUser: ResponseGapStatistics;
}

/** Which session's audio facts to get. */
export interface SessionAudioGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** When nobody spoke on any channel. */
export interface SilenceFacts {
  /** The total silence. Unit: milliseconds. */
  totalMs: number;
  /** The longest silence. Unit: milliseconds. */
  longestMs: number;
  /** When the longest silence starts. Null if there is no silence. Unit: milliseconds. */
  longestStartMs?: number | null | undefined;
}

/** A period in which the user and the agent spoke at the same time. */
export interface TalkOver {
  /** When it starts, from the start of the recording. Unit: milliseconds. */
  startMs: number;
  /** When it ends, from the start of the recording. Unit: milliseconds. */
  endMs: number;
  /** Who stopped first while the other went on. Null if neither did. */
  yielded?: ChannelName | null | undefined;
}
