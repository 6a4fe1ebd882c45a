import { fold } from "../port/fold.js";
import { type Assessment, UNASSESSED } from "../port.js";
import type { Value } from "./database.js";
import { indexedText } from "./indexed-text.js";

const SESSION_PROPERTIES = [
  "is_test",
  "channel_manager_service",
  "channel_manager_type",
  "agent_type",
  "agent_id",
  "agent_name",
  "prompt_id",
  "prompt_name",
  "is_outbound",
  "is_legacy",
] as const;
/** The properties of an assessment. */
const ASSESSED_PROPERTIES = ["label", "tool_errors", "audio_faults"] as const;

/**
 * The properties with few distinct values. A profile is a combination of them; each combination is
 * stored once, and sessions are counted by it.
 */
export const PROFILE_PROPERTIES = [...SESSION_PROPERTIES, ...ASSESSED_PROPERTIES] as const;

export type ProfileProperty = (typeof PROFILE_PROPERTIES)[number];

const FOLDED_PROPERTIES = ["agent_name", "prompt_name"] as const;

/** The columns of a profile other than its organisation and key, in the order of `profileOf`. */
export const PROFILE_COLUMNS = [
  ...PROFILE_PROPERTIES,
  ...FOLDED_PROPERTIES.map((property) => `${property}_folded`),
] as const;

/** The id under which the real sessions, or the tests, of all profiles are counted. */
export const allProfilesId = (isTest: 0 | 1): number => (isTest ? -2 : -1);

/** A profile that is looked up by its key, or stored with the values of `PROFILE_COLUMNS`. */
export interface Profile {
  readonly key: string;
  values(): Value[];
}

/** What a session itself contributes to its profile. */
export interface ProfiledSession {
  readonly isTest: boolean;
  /** The values of its properties. Others are ignored. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export function profileOf(
  { isTest, properties }: ProfiledSession,
  assessment: Assessment = UNASSESSED,
): Profile {
  const assessed = [
    assessment.label,
    toNumber(assessment.toolErrors),
    toNumber(assessment.audioFaults),
  ];
  const values = SESSION_PROPERTIES.map((property): Value => {
    if (property === "is_test") return Number(isTest);
    const value = properties[property];
    return typeof value === "boolean" ? Number(value) : ((value as Value | undefined) ?? null);
  });
  const folded = () =>
    FOLDED_PROPERTIES.map((property) => {
      const value = properties[property];
      return value === undefined ? null : fold(String(value));
    });
  // Without an assessment, the key is the one that versions without assessments stored.
  const keyed = isUnassessed(assessment) ? values : [...values, ...assessed];
  return {
    key: indexedText(JSON.stringify(keyed)),
    values: () => [...values, ...assessed, ...folded()],
  };
}

const toNumber = (flag: boolean | null): number | null => (flag === null ? null : Number(flag));

const isUnassessed = ({ label, toolErrors, audioFaults }: Assessment): boolean =>
  label === UNASSESSED.label && toolErrors === null && audioFaults === null;
