import type { AnalysisOutcome } from "../../store/port.js";
import type { AudioAnalysis } from "./audio-analysis.js";

/** Sent to the analysis process: the recording, then each chunk that the process requests. */
export type AnalysisRequest =
  | { readonly size: number; readonly type: string; readonly name: string }
  | { readonly chunk: Uint8Array };

/** The audio, or the reason why it could not be decoded. */
export type AnalysisResult =
  | { readonly audio: AudioAnalysis; readonly waveform: Uint8Array }
  | Pick<AnalysisOutcome, "analysis" | "analysisDetail">;

/** Sent by the analysis process: the number of each chunk that it needs; finally the result. */
export type AnalysisReply = { readonly read: number } | { readonly result: AnalysisResult };
