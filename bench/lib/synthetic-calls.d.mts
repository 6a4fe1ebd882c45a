export type NoiseKind = "white" | "pink" | "hum";

export interface CallOptions {
  /** Calls with the same options are identical. */
  readonly seed: number;
  /** In Hz. 8000 by default. */
  readonly sampleRate?: number;
  /** Limits the speech to 300 to 3400 Hz. True by default. */
  readonly telephone?: boolean;
  /** The number of utterances. The agent starts, then they alternate. 12 by default. */
  readonly turns?: number;
  /** The range of the gaps between utterances. Negative gaps are talk-over. -500 to 1500 ms by default. */
  readonly gapMs?: readonly [number, number];
  /** The gaps after the first utterances. They override `gapMs`. */
  readonly gaps?: readonly number[];
  /** Noise in both channels: its kind and RMS level. Pink at -60 dBFS by default. */
  readonly noise?: { readonly kind: NoiseKind; readonly dbfs: number };
  /** The range of the peak levels of the speakers. -12 to -3 dBFS by default. */
  readonly levelDbfs?: readonly [number, number];
  /** How loud each channel is in the other, such as -30. None by default. */
  readonly crosstalkDb?: number;
  /** 40 ms by default. */
  readonly crosstalkDelayMs?: number;
  /** The number of clicks in each channel. 2 by default. */
  readonly clicks?: number;
}

/** What someone says, in milliseconds from the start of the call. */
export interface Utterance {
  readonly speaker: "user" | "agent";
  /** 0 is the user, 1 is the agent. */
  readonly channel: number;
  readonly text: string;
  /** When the clean utterance is audible: within 30 dB of its loudest 5 ms. */
  readonly startMs: number;
  readonly endMs: number;
}

/** The time from the end of an utterance to the start of the other speaker's next one. */
export interface ResponseGap {
  readonly from: "user" | "agent";
  readonly to: "user" | "agent";
  readonly startMs: number;
  /** Negative if the utterances overlap. */
  readonly gapMs: number;
}

export interface SyntheticCall {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
  readonly durationMs: number;
  /** What is heard. */
  readonly utterances: readonly Utterance[];
  /** What the platform noted. It differs from `utterances` if a fault was injected. */
  readonly transcript: readonly Utterance[];
  readonly gaps: readonly ResponseGap[];
  /** The call as a 16-bit WAV file. */
  wav(): Buffer;
}

/** Why no speech can be synthesised, or undefined. */
export function missingSpeech(): string | undefined;

/** Synthesises a call with espeak-ng. */
export function synthesizeCall(options: CallOptions): SyntheticCall;

/** A call from its samples, and from what is heard in them. */
export function makeCall(
  channels: readonly Float32Array[],
  sampleRate: number,
  utterances: readonly Utterance[],
  transcript?: readonly Utterance[],
): SyntheticCall;
