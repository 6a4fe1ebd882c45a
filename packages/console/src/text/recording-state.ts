import type { AudioFacts, Recording } from "syllable-sdk/models/components";

/** The state of a recording, or of all recordings of a session, as the console shows it. */
export type RecordingState = "Ready" | "Pending" | "None" | "Unsupported" | "Failed" | "Damaged";

/** The worst first. */
const ORDER: readonly RecordingState[] = ["Failed", "Damaged", "Pending", "Unsupported", "Ready"];

/** The state of one recording. `analysisDetail` of an analysed one is where its file ends early. */
export function stateOf({ state, analysis, analysisDetail }: Recording): RecordingState {
  if (state === "failed" || analysis === "failed") return "Failed";
  if (state === "pending" || analysis === "pending") return "Pending";
  if (analysis === "unsupported") return "Unsupported";
  return analysisDetail ? "Damaged" : "Ready";
}

/** The state of all recordings of a session: that of the worst. */
export function stateOfAll(recordings: readonly Recording[]): RecordingState {
  const states = recordings.map(stateOf);
  return ORDER.find((state) => states.includes(state)) ?? "None";
}

/** The longest time that the caller waited for a response of the agent, in milliseconds. */
export function longestWait({ recordings }: AudioFacts): number | undefined {
  const waits = recordings.flatMap(({ responseGaps }) =>
    responseGaps.filter(({ from, to }) => from === "user" && to === "agent"),
  );
  return waits.reduce<number | undefined>(
    (longest, { gapMs }) => (longest === undefined || gapMs > longest ? gapMs : longest),
    undefined,
  );
}
