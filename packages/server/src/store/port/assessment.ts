/** The labels by which lists filter: the usual codes in lower case, `other` for any other, `none` for no label. */
export const LABELS = ["good", "ok", "bad", "other", "none"] as const;
export type AssessedLabel = (typeof LABELS)[number];

/** The assessment of a session. Flags are null if there was nothing to examine. */
export interface Assessment {
  /** The newest label that a person gave, or else the newest label. */
  readonly label: AssessedLabel;
  /** Whether a tool call of the transcript failed. */
  readonly toolErrors: boolean | null;
  /** Whether a recording has a fault. */
  readonly audioFaults: boolean | null;
}

export const UNASSESSED: Assessment = { label: "none", toolErrors: null, audioFaults: null };

/** The type of the labels that people give. */
export const HUMAN_RATING = "human-rating";

export function assessedLabel(code: string): AssessedLabel {
  const known = LABELS.slice(0, 3).find((label) => label === code.toLowerCase());
  return known ?? "other";
}

/** What of a transcript shows whether a tool call failed. */
interface ToolCalls {
  readonly actions?:
    | readonly { readonly tool_error?: string | null | undefined }[]
    | null
    | undefined;
}

/** Whether a tool call of a transcript failed. */
export const hasToolErrors = ({ actions }: ToolCalls): boolean =>
  actions?.some(({ tool_error }) => Boolean(tool_error)) ?? false;

/** The times that were measured in a session, in milliseconds. */
export interface MeasuredTimes {
  /** How long the user waited for the agent to speak. */
  readonly responseGaps: readonly number[];
  /** How long each turn of the agent took to prepare. */
  readonly latencies: readonly number[];
}
